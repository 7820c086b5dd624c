#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define TELEGRAM_MAC_LEN 32
#define TELEGRAM_MIN 8

struct station {
    uint16_t address;
    uint32_t last_counter;
    uint8_t key[32];
};

static uint32_t read_counter(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Returns the length of the payload without MAC, or -1 if the telegram is refused. */
int verify_telegram(struct station *station, const uint8_t *telegram, size_t len)
{
    uint8_t mac[EVP_MAX_MD_SIZE];
    unsigned mac_len = 0;
    size_t body_len;
    uint32_t counter;

    if (len < TELEGRAM_MIN + TELEGRAM_MAC_LEN)
        return -1;
    body_len = len - TELEGRAM_MAC_LEN;
    if (HMAC(EVP_sha256(), station->key, sizeof station->key, telegram, body_len, mac, &mac_len) == NULL)
        return -1;

    if (memcmp(mac, telegram + body_len, TELEGRAM_MAC_LEN) != 0) {
        fprintf(stderr, "station %u: telegram refused\n", (unsigned)station->address);
        return -1;
    }
    counter = read_counter(telegram);
    if (counter <= station->last_counter)
        return -1;
    station->last_counter = counter;
    return (int)body_len;
}
