#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct signature {
    unsigned char *bytes;
    size_t len;
    char key_id[32];
};

/* Returns the value for the Signature header; the caller frees it. */
char *signature_header(const struct signature *sig)
{
    static const char prefix[] = "keyId=\"%s\",signature=\"%s\"";

    if (sig->len == 0 || sig->len > 4096)
        return NULL;

    size_t b64_len = (sig->len + 2) / 3 * 4 + 1;
    unsigned char *b64 = malloc(b64_len);
    if (b64 == NULL)
        return NULL;
    int written = EVP_EncodeBlock(b64, sig->bytes, (int)sig->len);

    size_t total = sizeof(prefix) + strlen(sig->key_id) + (size_t)written;
    char *header = malloc(total);
    if (header != NULL)
        snprintf(header, total, prefix, sig->key_id, (const char *)b64);
    free(b64);
    return header;
}
