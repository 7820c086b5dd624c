#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct __attribute__((packed)) fmt_header {
    char id[4];
    uint32_t size;
    uint16_t format;
    uint16_t channels;
    uint32_t sample_rate;
    uint32_t byte_rate;
    uint16_t block_align;
    uint16_t bits;
};

/* Returns the duration of a recording in milliseconds, or -1. */
long recording_duration(FILE *in, uint32_t data_bytes)
{
    struct fmt_header fmt;

    if (fseek(in, 12, SEEK_SET) != 0 || fread(&fmt, sizeof(fmt), 1, in) != 1)
        return -1;
    if (memcmp(fmt.id, "fmt ", 4) != 0) {
        fprintf(stderr, "recording: format chunk is missing\n");
        return -1;
    }
    if (fmt.block_align == 0 || fmt.sample_rate == 0) {
        fprintf(stderr, "recording: block size or sample rate is zero\n");
        return -1;
    }

    uint64_t frames = data_bytes / fmt.block_align;
    uint64_t ms = frames * 1000 / fmt.sample_rate;

    if (ms > 24ull * 3600 * 1000) {
        fprintf(stderr, "recording: longer than a day\n");
        return -1;
    }
    return (long)ms;
}
