#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define FRAME_WEIGHT 1
#define FRAME_MAX (64u * 1024u)

struct frame {
    uint32_t type;
    uint32_t len;
    unsigned char *body;
};

static int read_full(int fd, void *buf, size_t len)
{
    unsigned char *p = buf;
    while (len > 0) {
        ssize_t n = recv(fd, p, len, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return -1;
        p += n;
        len -= (size_t)n;
    }
    return 0;
}

int read_scale_frame(int fd, struct frame *out)
{
    uint32_t head[2];

    if (read_full(fd, head, sizeof head) != 0)
        return -1;
    out->type = ntohl(head[0]);
    out->len = ntohl(head[1]);
    if (out->len > FRAME_MAX) {
        fprintf(stderr, "frame of %u bytes refused\n", out->len);
        return -1;
    }
    out->body = malloc((size_t)out->len + 1);
    if (out->body == NULL)
        return -1;
    if (read_full(fd, out->body, out->len) != 0) {
        free(out->body);
        out->body = NULL;
        return -1;
    }
    out->body[out->len] = '\0';
    if (out->type == FRAME_WEIGHT)
        printf("weight frame, %u bytes\n", out->len);
    return 0;
}
