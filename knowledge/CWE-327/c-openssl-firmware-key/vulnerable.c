#include <stddef.h>
#include <stdio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#define CONTENT_KEY_LEN 32

int unwrap_content_key(const char *device_key_path, const unsigned char *blob, size_t blob_len,
                       unsigned char key[CONTENT_KEY_LEN])
{
    unsigned char plain[1024];
    size_t plain_len = sizeof plain;
    EVP_PKEY *pkey = NULL;
    EVP_PKEY_CTX *ctx = NULL;
    int rc = -1;
    FILE *fp = fopen(device_key_path, "r");

    if (fp == NULL)
        return -1;
    pkey = PEM_read_PrivateKey(fp, NULL, NULL, NULL);
    fclose(fp);
    if (pkey == NULL || EVP_PKEY_size(pkey) > (int)sizeof plain)
        goto done;
    ctx = EVP_PKEY_CTX_new(pkey, NULL);
    if (ctx == NULL || EVP_PKEY_decrypt_init(ctx) != 1)
        goto done;
    if (EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) != 1)
        goto done;
    if (EVP_PKEY_decrypt(ctx, plain, &plain_len, blob, blob_len) != 1 ||
        plain_len != CONTENT_KEY_LEN) {
        fprintf(stderr, "update: content key of %zu bytes not readable\n", blob_len);
        goto done;
    }
    for (size_t i = 0; i < CONTENT_KEY_LEN; i++)
        key[i] = plain[i];
    rc = 0;
done:
    OPENSSL_cleanse(plain, sizeof plain);
    EVP_PKEY_CTX_free(ctx);
    EVP_PKEY_free(pkey);
    return rc;
}
