#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

struct __attribute__((packed)) meter_header {
    uint16_t version;
    uint16_t total_len;
    uint32_t meter;
    uint32_t sequence;
};

struct meter_record {
    uint32_t meter;
    uint32_t len;
    uint8_t *payload;
};

int meter_decode(const uint8_t *dgram, size_t dgram_len, struct meter_record *rec)
{
    struct meter_header hdr;

    if (dgram_len < sizeof(hdr))
        return -1;
    memcpy(&hdr, dgram, sizeof(hdr));

    uint32_t total = ntohs(hdr.total_len);
    if (total > dgram_len || total < sizeof(hdr)) {
        syslog(LOG_WARNING, "meter %u: bad length %u", ntohl(hdr.meter), total);
        return -1;
    }

    rec->meter = ntohl(hdr.meter);
    rec->len = total - (uint32_t)sizeof(hdr);
    rec->payload = malloc((size_t)rec->len + 1);
    if (rec->payload == NULL)
        return -1;
    memcpy(rec->payload, dgram + sizeof(hdr), rec->len);
    rec->payload[rec->len] = '\0';
    return 0;
}
