#define _GNU_SOURCE
#include <crypt.h>
#include <stdio.h>
#include <string.h>

#define PASSWORD_MIN 4
#define PASSWORD_MAX 128

int store_password_hash(const char *account, const char *hash);

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
