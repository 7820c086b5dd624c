#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define FRAME_HDR 12u
#define FRAME_MAX (4u * 1024 * 1024)

struct frame {
    uint8_t *bytes;
    size_t size;
};

int frame_read(int sock, struct frame *out)
{
    uint8_t hdr[FRAME_HDR];
    uint32_t body_len;

    if (recv(sock, hdr, sizeof(hdr), MSG_WAITALL) != (ssize_t)sizeof(hdr))
        return -1;
    memcpy(&body_len, hdr + 8, sizeof(body_len));
    body_len = ntohl(body_len);

    uint32_t total = FRAME_HDR + body_len;
    if (total > FRAME_MAX)
        return -1;

    out->bytes = malloc(total);
    if (out->bytes == NULL)
        return -1;
    memcpy(out->bytes, hdr, sizeof(hdr));
    if (recv(sock, out->bytes + FRAME_HDR, body_len, MSG_WAITALL) != (ssize_t)body_len) {
        free(out->bytes);
        return -1;
    }
    out->size = total;
    return 0;
}
