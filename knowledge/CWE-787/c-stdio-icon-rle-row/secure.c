#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct icon_row {
    uint8_t *pixels;
    size_t width;
};

/* Decodes one row of run-length packed palette indexes. */
int icon_read_row(FILE *in, struct icon_row *row)
{
    size_t x = 0;

    while (x < row->width) {
        int count = fgetc(in);
        int value = fgetc(in);

        if (count == EOF || value == EOF) {
            fprintf(stderr, "icon: row ends early at pixel %zu\n", x);
            return -1;
        }
        if (count == 0) {
            /* end of line marker: the rest is background */
            memset(row->pixels + x, 0, row->width - x);
            return 0;
        }
        if ((size_t)count > row->width - x) {
            fprintf(stderr, "icon: run of %d does not fit at pixel %zu\n", count, x);
            return -1;
        }
        memset(row->pixels + x, value, (size_t)count);
        x += (size_t)count;
    }
    return 0;
}
