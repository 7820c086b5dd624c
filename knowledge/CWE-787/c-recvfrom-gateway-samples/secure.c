#include <arpa/inet.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>

#define MAX_SAMPLES 64
#define HDR_LEN 4

struct sample_batch {
    uint16_t sensor_id;
    uint8_t count;
    int32_t values[MAX_SAMPLES];
};

int gateway_read_batch(int sock, struct sample_batch *batch)
{
    uint8_t pkt[1500];
    ssize_t got = recvfrom(sock, pkt, sizeof(pkt), 0, NULL, NULL);
    uint16_t id;

    if (got < HDR_LEN)
        return -1;

    memcpy(&id, pkt, sizeof(id));
    batch->sensor_id = ntohs(id);
    batch->count = pkt[2];
    if ((size_t)got < HDR_LEN + (size_t)batch->count * sizeof(int32_t)) {
        syslog(LOG_WARNING, "sensor %u: short datagram", batch->sensor_id);
        return -1;
    }
    if (batch->count > MAX_SAMPLES) {
        syslog(LOG_WARNING, "sensor %u: %u samples", batch->sensor_id, batch->count);
        return -1;
    }

    for (unsigned i = 0; i < batch->count; i++) {
        uint32_t raw;
        memcpy(&raw, pkt + HDR_LEN + i * sizeof(raw), sizeof(raw));
        batch->values[i] = (int32_t)ntohl(raw);
    }
    return batch->count;
}
