#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SIDE 4096

struct preview {
    int width;
    int height;
    uint8_t *pixels;
};

/* size is the text of the query parameter, for example "320x200". */
int preview_alloc(const char *size, struct preview *pv)
{
    int width, height;

    if (sscanf(size, "%dx%d", &width, &height) != 2) {
        fprintf(stderr, "preview: cannot parse size %.20s\n", size);
        return -1;
    }
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
        fprintf(stderr, "preview: %d x %d is not possible\n", width, height);
        return -1;
    }

    pv->pixels = malloc((size_t)width * (size_t)height * 4);
    if (pv->pixels == NULL)
        return -1;
    for (int y = 0; y < height; y++)
        memset(pv->pixels + (size_t)y * (size_t)width * 4, 0xff, (size_t)width * 4);
    pv->width = width;
    pv->height = height;
    return 0;
}
