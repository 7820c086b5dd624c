#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdint.h>
#include <stdio.h>

#define CHUNK_KEY_LEN 32
#define CHUNK_OVERHEAD 0

/* Encrypts one log chunk; returns the bytes written to out or -1. */
int encrypt_log_chunk(const uint8_t key[CHUNK_KEY_LEN], const uint8_t *chunk, int chunk_len,
                      uint8_t *out, int out_size)
{
    EVP_CIPHER_CTX *ctx;
    int len = 0, total = 0;

    if (chunk_len <= 0 || out_size < chunk_len || out_size - chunk_len < CHUNK_OVERHEAD) {
        fprintf(stderr, "log shipper: output buffer too small\n");
        return -1;
    }

    ctx = EVP_CIPHER_CTX_new();
    if (ctx == NULL)
        return -1;

    if (EVP_EncryptInit_ex(ctx, EVP_rc4(), NULL, key, NULL) != 1)
        goto fail;
    if (EVP_EncryptUpdate(ctx, out, &len, chunk, chunk_len) != 1)
        goto fail;
    total = len;
    if (EVP_EncryptFinal_ex(ctx, out + total, &len) != 1)
        goto fail;
    total += len;

    EVP_CIPHER_CTX_free(ctx);
    return total;

fail:
    EVP_CIPHER_CTX_free(ctx);
    return -1;
}
