#include <openssl/crypto.h>
#include <openssl/sha.h>
#include <stdint.h>
#include <string.h>

#define SESSION_KEY_BYTES 32

struct meter_link {
    uint32_t serial;
    uint32_t rounds;
    unsigned char seed[SESSION_KEY_BYTES];
};

/* Derives the session key of a meter and says whether the meter already used it. */
int derive_session_key(const struct meter_link *link, const unsigned char *previous, unsigned char *out)
{
    unsigned char work[SESSION_KEY_BYTES + sizeof(uint32_t)];
    unsigned char *cursor = work;

    memcpy(cursor, link->seed, SESSION_KEY_BYTES);
    for (uint32_t round = 0; round < link->rounds; round++) {
        uint32_t counter = link->serial ^ round;
        memcpy(cursor + SESSION_KEY_BYTES, &counter, sizeof counter);
        SHA256(work, sizeof work, out);
        memcpy(cursor, out, SESSION_KEY_BYTES);
    }
    OPENSSL_cleanse(work, sizeof work);
    return CRYPTO_memcmp(out, previous, SESSION_KEY_BYTES) == 0;
}
