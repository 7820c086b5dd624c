#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define SEGMENT_START 65536u
#define SEGMENT_MAX (8u * 1024u * 1024u)

/* Unpacks a segment; the caller frees the result. */
unsigned char *unpack_segment(const unsigned char *data, size_t len, size_t *out_len)
{
    z_stream zs;
    size_t cap = SEGMENT_START;
    unsigned char *out = malloc(cap);
    int rc = Z_OK;

    memset(&zs, 0, sizeof zs);
    if (out == NULL || inflateInit(&zs) != Z_OK) {
        free(out);
        return NULL;
    }
    zs.next_in = (unsigned char *)data;
    zs.avail_in = (uInt)len;

    while (rc == Z_OK) {
        if (zs.total_out == cap) {
            if (cap >= SEGMENT_MAX) {
                fprintf(stderr, "segment expands beyond %u bytes\n", SEGMENT_MAX);
                break;
            }
            unsigned char *grown = realloc(out, cap * 2);
            if (grown == NULL)
                break;
            out = grown;
            cap *= 2;
        }
        zs.next_out = out + zs.total_out;
        zs.avail_out = (uInt)(cap - zs.total_out);
        rc = inflate(&zs, Z_NO_FLUSH);
    }

    *out_len = zs.total_out;
    inflateEnd(&zs);
    if (rc != Z_STREAM_END) {
        fprintf(stderr, "segment of %zu bytes refused\n", len);
        free(out);
        return NULL;
    }
    return out;
}
