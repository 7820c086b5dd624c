#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct capture_header {
    uint32_t magic;
    uint32_t snap_len;
};

struct record_header {
    uint32_t seconds;
    uint32_t micros;
    uint32_t stored_len;
    uint32_t wire_len;
};

typedef void (*packet_fn)(const uint8_t *data, uint32_t len, void *arg);

long capture_replay(FILE *in, packet_fn fn, void *arg)
{
    struct capture_header ch;
    struct record_header rh;
    long packets = 0;

    if (fread(&ch, sizeof(ch), 1, in) != 1 || ch.snap_len == 0 || ch.snap_len > 262144)
        return -1;
    uint8_t *data = malloc(ch.snap_len);
    if (data == NULL)
        return -1;

    while (fread(&rh, sizeof(rh), 1, in) == 1) {
        if (rh.stored_len > ch.snap_len) {
            fprintf(stderr, "capture: record %ld is larger than the snapshot length\n", packets);
            free(data);
            return -1;
        }
        if (fread(data, 1, rh.stored_len, in) != rh.stored_len) {
            fprintf(stderr, "capture: record %ld is cut off\n", packets);
            break;
        }
        fn(data, rh.stored_len, arg);
        packets++;
    }
    free(data);
    return packets;
}
