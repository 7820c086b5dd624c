#define _GNU_SOURCE
#include <crypt.h>
#include <stdio.h>
#include <string.h>

#include <strings.h>

#define PASSWORD_MIN 12
#define PASSWORD_MAX 128
#define COMMON_PASSWORDS "/usr/share/recorder/common-passwords.txt"

int store_password_hash(const char *account, const char *hash);

static int is_common(const char *password)
{
    char line[PASSWORD_MAX + 2];
    int found = 0;
    FILE *list = fopen(COMMON_PASSWORDS, "r");

    if (list == NULL)
        return 1;
    while (!found && fgets(line, sizeof line, list) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        found = strcasecmp(line, password) == 0;
    }
    fclose(list);
    return found;
}

int set_admin_password(const char *account, const char *password)
{
    struct crypt_data work;
    char setting[CRYPT_GENSALT_OUTPUT_SIZE];
    const char *hash;
    size_t length = strlen(password);

    if (length < PASSWORD_MIN || length > PASSWORD_MAX) {
        fprintf(stderr, "recorder: the password needs %d to %d characters\n", PASSWORD_MIN, PASSWORD_MAX);
        return -1;
    }
    if (strcasestr(password, account) != NULL || is_common(password)) {
        fprintf(stderr, "recorder: the password is too easy to guess\n");
        return -1;
    }
    if (crypt_gensalt_rn("$y$", 0, NULL, 0, setting, sizeof setting) == NULL)
        return -1;

    memset(&work, 0, sizeof work);
    hash = crypt_r(password, setting, &work);
    if (hash == NULL || hash[0] == '*') {
        fprintf(stderr, "recorder: the password could not be hashed\n");
        return -1;
    }
    return store_password_hash(account, hash);
}
