#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

struct clock_packet {
    uint32_t magic;
    uint32_t request_id;
    uint64_t unix_micros;
} __attribute__((packed));

#define CLOCK_MAGIC 0x434c4b31u

uint64_t be64(uint64_t v);

/* Asks the plant's master clock for the time. */
int query_master_clock(const struct sockaddr_in *master, uint64_t *micros)
{
    struct clock_packet packet = {.magic = htonl(CLOCK_MAGIC)};
    uint32_t request_id;
    struct timeval timeout = {2, 0};
    int rc = -1;
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
    if (getrandom(&request_id, sizeof(request_id), 0) != (ssize_t)sizeof(request_id)
        || connect(fd, (const struct sockaddr *)master, sizeof(*master)) != 0) {
        close(fd);
        return -1;
    }
    packet.request_id = request_id;
    if (send(fd, &packet, sizeof(packet), 0) < 0) {
        close(fd);
        return -1;
    }
    ssize_t n = recv(fd, &packet, sizeof(packet), 0);
    if (n == (ssize_t)sizeof(packet) && ntohl(packet.magic) == CLOCK_MAGIC
        && packet.request_id == request_id) {
        *micros = be64(packet.unix_micros);
        rc = 0;
    } else {
        fprintf(stderr, "clock: no valid answer (%s)\n", n < 0 ? strerror(errno) : "malformed");
    }
    close(fd);
    return rc;
}
