#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COOKIE_MAX 256
#define TAG_LEN 16

struct cookie_session {
    char user[64];
    long expires;
};

/* Plain text: "user|expires"; data ends with the tag; key and iv belong to this cookie. */
int cookie_open(const unsigned char *data, int len, const unsigned char *key,
                const unsigned char *iv, struct cookie_session *s)
{
    unsigned char plain[COOKIE_MAX];
    int n = 0, tail = 0, rc = -1;
    EVP_CIPHER_CTX *ctx;

    len -= TAG_LEN;
    if (len <= 0 || len >= COOKIE_MAX)
        return -1;
    ctx = EVP_CIPHER_CTX_new();
    if (ctx == NULL || EVP_DecryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, iv) != 1 ||
        EVP_DecryptUpdate(ctx, plain, &n, data, len) != 1 ||
        EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_SET_TAG, TAG_LEN, (void *)(data + len)) != 1 ||
        EVP_DecryptFinal_ex(ctx, plain + n, &tail) != 1) {
        fprintf(stderr, "cookie: cannot be opened\n");
        goto out;
    }
    plain[n + tail] = '\0';

    char *bar = strchr((char *)plain, '|');
    if (bar == NULL || (size_t)(bar - (char *)plain) >= sizeof(s->user))
        goto out;
    *bar = '\0';
    strcpy(s->user, (char *)plain);
    s->expires = strtol(bar + 1, NULL, 10);
    rc = 0;
out:
    EVP_CIPHER_CTX_free(ctx);
    return rc;
}
