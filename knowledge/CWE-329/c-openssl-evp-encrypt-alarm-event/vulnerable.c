#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdint.h>
#include <string.h>

#define EVENT_IV_LEN 16
#define EVENT_TAG_LEN 32
#define EVENT_MAX 64

struct event_keys {
    uint8_t enc[16];
    uint8_t mac[32];
};

static const uint8_t event_iv[EVENT_IV_LEN] = { 0x41, 0x4c, 0x54, 0x58, 0x02, 0x17, 0x90, 0x3d,
                                                0x11, 0xc8, 0x5a, 0x66, 0x07, 0xee, 0x29, 0xb4 };

/* out must hold EVENT_IV_LEN + EVENT_MAX + 16 + EVENT_TAG_LEN bytes; returns the frame length or -1 */
int encrypt_event(const struct event_keys *keys, const uint8_t *event, int event_len, uint8_t *out)
{
    EVP_CIPHER_CTX *ctx;
    unsigned tag_len = 0;
    int len = 0, tail = 0, total, ok;

    if (event_len <= 0 || event_len > EVENT_MAX)
        return -1;
    ctx = EVP_CIPHER_CTX_new();
    if (ctx == NULL)
        return -1;

    memcpy(out, event_iv, EVENT_IV_LEN);
    ok = EVP_EncryptInit_ex(ctx, EVP_aes_128_cbc(), NULL, keys->enc, event_iv) == 1 &&
         EVP_EncryptUpdate(ctx, out + EVENT_IV_LEN, &len, event, event_len) == 1 &&
         EVP_EncryptFinal_ex(ctx, out + EVENT_IV_LEN + len, &tail) == 1;
    EVP_CIPHER_CTX_free(ctx);
    if (!ok)
        return -1;

    total = EVENT_IV_LEN + len + tail;
    if (HMAC(EVP_sha256(), keys->mac, sizeof keys->mac, out, (size_t)total, out + total, &tag_len) == NULL)
        return -1;
    return total + (int)tag_len;
}
