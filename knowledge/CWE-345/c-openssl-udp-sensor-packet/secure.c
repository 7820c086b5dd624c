#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <arpa/inet.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <syslog.h>
#include <zlib.h>

struct sensor_packet {
    uint32_t sensor;
    uint32_t counter;
    int32_t milli_celsius;
    uint32_t crc;
    uint8_t mac[32];
} __attribute__((packed));

struct sensor {
    uint32_t id;
    uint32_t last_counter;
    int32_t milli_celsius;
    unsigned char key[32];
};

struct sensor *sensor_find(uint32_t id);
void cooling_update(const struct sensor *sensor);

int handle_sensor_datagram(const unsigned char *data, size_t size)
{
    struct sensor_packet packet;
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned int mac_len = 0;

    if (size != sizeof(packet))
        return -1;
    memcpy(&packet, data, sizeof(packet));
    if (crc32(0L, data, offsetof(struct sensor_packet, crc)) != ntohl(packet.crc)) {
        syslog(LOG_INFO, "sensor packet damaged in transit");
        return -1;
    }
    struct sensor *sensor = sensor_find(ntohl(packet.sensor));
    if (sensor == NULL)
        return -1;
    if (HMAC(EVP_sha256(), sensor->key, sizeof(sensor->key), data, offsetof(struct sensor_packet, mac), mac, &mac_len)
            == NULL
        || mac_len != sizeof(packet.mac) || CRYPTO_memcmp(mac, packet.mac, mac_len) != 0
        || ntohl(packet.counter) <= sensor->last_counter) {
        syslog(LOG_WARNING, "sensor %u: packet refused", (unsigned)sensor->id);
        return -1;
    }
    sensor->last_counter = ntohl(packet.counter);
    sensor->milli_celsius = (int32_t)ntohl((uint32_t)packet.milli_celsius);
    cooling_update(sensor);
    return 0;
}
