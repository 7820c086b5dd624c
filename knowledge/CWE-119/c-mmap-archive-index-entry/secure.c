#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct asset_index {
    char name[24];
    uint32_t offset;
    uint32_t length;
};

struct archive {
    uint8_t *base;      /* private mapping of the whole file */
    size_t size;
    const struct asset_index *index;
    uint32_t entries;
    uint8_t key;
};

/* Returns the bytes of an asset inside of the mapping. */
uint8_t *archive_find(const struct archive *ar, const char *name, uint32_t *length)
{
    for (uint32_t i = 0; i < ar->entries; i++) {
        const struct asset_index *ix = &ar->index[i];

        if (strncmp(ix->name, name, sizeof(ix->name)) != 0)
            continue;
        if (ix->offset > ar->size || ix->length > ar->size - ix->offset) {
            fprintf(stderr, "archive: %s lies outside of the file\n", name);
            return NULL;
        }

        uint8_t *data = ar->base + ix->offset;
        for (uint32_t k = 0; k < ix->length; k++)
            data[k] ^= ar->key;
        *length = ix->length;
        return data;
    }
    fprintf(stderr, "archive: %s not found\n", name);
    return NULL;
}
