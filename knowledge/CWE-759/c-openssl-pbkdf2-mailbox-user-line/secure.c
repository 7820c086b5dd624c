#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>

#define HASH_LEN 32
#define SALT_LEN 16
#define ITERATIONS 600000

static void write_hex(FILE *out, const unsigned char *data, size_t len)
{
    for (size_t i = 0; i < len; i++)
        fprintf(out, "%02x", data[i]);
}

int append_mail_user(FILE *users, const char *mailbox, const char *password, unsigned quota_mb)
{
    unsigned char hash[HASH_LEN];
    unsigned char salt[SALT_LEN];

    if (strpbrk(mailbox, ":\n") != NULL || strlen(mailbox) > 64) {
        fprintf(stderr, "mailbox name is not allowed\n");
        return -1;
    }
    if (strlen(password) < 10) {
        fprintf(stderr, "password of %s is too short\n", mailbox);
        return -1;
    }

    if (RAND_bytes(salt, SALT_LEN) != 1)
        return -1;
    if (PKCS5_PBKDF2_HMAC(password, (int)strlen(password), salt, SALT_LEN, ITERATIONS, EVP_sha256(),
                          HASH_LEN, hash) != 1)
        return -1;

    fprintf(users, "%s:pbkdf2-sha256:%d:", mailbox, ITERATIONS);
    write_hex(users, salt, SALT_LEN);
    fputc(':', users);
    write_hex(users, hash, HASH_LEN);
    fprintf(users, ":%u\n", quota_mb);
    return fflush(users) == 0 ? 0 : -1;
}
