#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct attachment {
    uint16_t type;
    uint16_t len;
    uint8_t *data;
};

struct message {
    unsigned count;
    struct attachment *parts;
};

void message_free(struct message *m)
{
    for (unsigned i = 0; i < m->count; i++)
        free(m->parts[i].data);
    free(m->parts);
}

/* Layout: count (1 byte), then type, length (2 bytes each, big endian) and data per part. */
int message_decode(const uint8_t *buf, size_t size, struct message *m)
{
    size_t pos = 1;

    if (size < 1 || buf[0] == 0)
        return -1;
    m->count = buf[0];
    m->parts = malloc(m->count * sizeof(*m->parts));
    if (m->parts == NULL)
        return -1;

    for (unsigned i = 0; i < m->count; i++) {
        struct attachment *part = &m->parts[i];

        if (size - pos < 4)
            goto fail;
        part->type = (uint16_t)(buf[pos] << 8 | buf[pos + 1]);
        part->len = (uint16_t)(buf[pos + 2] << 8 | buf[pos + 3]);
        pos += 4;
        if (part->len > size - pos || (part->data = malloc((size_t)part->len + 1)) == NULL)
            goto fail;
        memcpy(part->data, buf + pos, part->len);
        pos += part->len;
    }
    return 0;
fail:
    fprintf(stderr, "message: ends after %zu bytes\n", pos);
    message_free(m);
    return -1;
}
