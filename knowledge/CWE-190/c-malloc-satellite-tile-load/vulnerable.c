#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct tile_header {
    uint32_t magic;
    uint32_t width;
    uint32_t height;
    uint32_t bytes_per_pixel;
};

uint8_t *tile_load(FILE *in, struct tile_header *hdr)
{
    if (fread(hdr, sizeof(*hdr), 1, in) != 1 || hdr->magic != 0x454c4954)
        return NULL;
    if (hdr->bytes_per_pixel == 0 || hdr->bytes_per_pixel > 8)
        return NULL;

    uint32_t row = hdr->width * hdr->bytes_per_pixel;
    uint32_t total = row * hdr->height;
    uint8_t *pixels = malloc(total);
    if (pixels == NULL)
        return NULL;

    for (uint32_t y = 0; y < hdr->height; y++) {
        if (fread(pixels + (size_t)y * row, 1, (size_t)hdr->width * hdr->bytes_per_pixel, in) == 0) {
            fprintf(stderr, "tile: row %u is missing\n", y);
            free(pixels);
            return NULL;
        }
    }
    return pixels;
}
