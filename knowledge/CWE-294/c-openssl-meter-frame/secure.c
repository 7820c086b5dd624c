#include <arpa/inet.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdint.h>
#include <string.h>

#define TAG_BYTES 32

struct relay_frame {
    uint32_t meter;
    uint32_t sequence;
    uint8_t on;
    unsigned char tag[TAG_BYTES];
} __attribute__((packed));

struct meter {
    uint32_t id;
    uint32_t last_sequence;
    unsigned char key[32];
    int relay_on;
};

/* Switches the load relay of a meter; returns 0 where the frame was obeyed. */
int obey_frame(struct meter *meter, const struct relay_frame *frame, int (*store)(const struct meter *))
{
    unsigned char tag[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    const size_t signed_bytes = sizeof *frame - TAG_BYTES;

    if (ntohl(frame->meter) != meter->id)
        return -1;
    if (HMAC(EVP_sha256(), meter->key, sizeof meter->key, (const unsigned char *)frame, signed_bytes, tag,
             &length) == NULL || length != TAG_BYTES)
        return -1;
    if (CRYPTO_memcmp(tag, frame->tag, TAG_BYTES) != 0)
        return -1;

    if (ntohl(frame->sequence) <= meter->last_sequence)
        return -1;
    meter->last_sequence = ntohl(frame->sequence);
    meter->relay_on = frame->on != 0;
    return store(meter);
}
