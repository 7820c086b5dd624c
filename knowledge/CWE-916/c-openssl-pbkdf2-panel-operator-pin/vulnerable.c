#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>

#define OPERATOR_SALT_LEN 16
#define OPERATOR_HASH_LEN 32
#define OPERATOR_ITERATIONS 1000

struct operator_record {
    char name[24];
    unsigned char salt[OPERATOR_SALT_LEN];
    unsigned char hash[OPERATOR_HASH_LEN];
};

static int derive_hash(const char *password, const unsigned char *salt, unsigned char *hash)
{
    return PKCS5_PBKDF2_HMAC(password, (int)strlen(password), salt, OPERATOR_SALT_LEN,
                             OPERATOR_ITERATIONS, EVP_sha256(), OPERATOR_HASH_LEN, hash);
}

int set_operator_password(struct operator_record *record, const char *password)
{
    if (strlen(password) < 8) {
        fprintf(stderr, "panel: password of %s is too short\n", record->name);
        return -1;
    }
    if (RAND_bytes(record->salt, OPERATOR_SALT_LEN) != 1)
        return -1;
    return derive_hash(password, record->salt, record->hash) == 1 ? 0 : -1;
}

int check_operator_password(const struct operator_record *record, const char *password)
{
    unsigned char hash[OPERATOR_HASH_LEN];
    int same;

    if (derive_hash(password, record->salt, hash) != 1)
        return 0;
    same = CRYPTO_memcmp(hash, record->hash, OPERATOR_HASH_LEN) == 0;
    OPENSSL_cleanse(hash, sizeof hash);
    return same;
}
