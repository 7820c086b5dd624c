#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdint.h>
#include <stdio.h>

#define CHUNK_KEY_LEN 32
#define CHUNK_NONCE_LEN 12
#define CHUNK_TAG_LEN 16
#define CHUNK_OVERHEAD (CHUNK_NONCE_LEN + CHUNK_TAG_LEN)

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

    if (RAND_bytes(out, CHUNK_NONCE_LEN) != 1)
        goto fail;
    if (EVP_EncryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, out) != 1)
        goto fail;
    total = CHUNK_NONCE_LEN;
    if (EVP_EncryptUpdate(ctx, out + total, &len, chunk, chunk_len) != 1)
        goto fail;
    total += len;
    if (EVP_EncryptFinal_ex(ctx, out + total, &len) != 1)
        goto fail;
    total += len;
    if (EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_GET_TAG, CHUNK_TAG_LEN, out + total) != 1)
        goto fail;
    total += CHUNK_TAG_LEN;

    EVP_CIPHER_CTX_free(ctx);
    return total;

fail:
    EVP_CIPHER_CTX_free(ctx);
    return -1;
}
