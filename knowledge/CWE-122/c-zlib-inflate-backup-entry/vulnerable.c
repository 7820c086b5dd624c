#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define CHUNK 16384u

struct entry {
    const uint8_t *packed;
    uint32_t packed_len;
    uint32_t plain_len;
};

uint8_t *entry_unpack(const struct entry *e)
{
    z_stream zs;
    uint8_t *plain = malloc(e->plain_len);
    size_t done = 0;
    int rc = Z_OK;

    memset(&zs, 0, sizeof(zs));
    if (plain == NULL || inflateInit(&zs) != Z_OK) {
        free(plain);
        return NULL;
    }
    zs.next_in = (Bytef *)e->packed;
    zs.avail_in = e->packed_len;

    while (rc == Z_OK) {
        zs.next_out = plain + done;
        zs.avail_out = CHUNK;
        rc = inflate(&zs, Z_NO_FLUSH);
        done += CHUNK - zs.avail_out;
    }
    inflateEnd(&zs);

    if (rc != Z_STREAM_END || done != e->plain_len) {
        free(plain);
        return NULL;
    }
    return plain;
}
