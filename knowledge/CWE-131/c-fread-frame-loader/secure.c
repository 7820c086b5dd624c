#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct sample {
    int32_t left;
    int32_t right;
    uint32_t flags;
    uint32_t tick;
};

/* Loads the recorded samples of a test bench and adds up both channels. */
int64_t sum_of_samples(const char *path, size_t count, struct sample **result)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return -1;
    struct sample *samples = calloc(count, sizeof *samples);
    if (samples == NULL) {
        fclose(file);
        return -1;
    }
    size_t loaded = fread(samples, sizeof *samples, count, file);
    fclose(file);

    int64_t sum = 0;
    for (size_t i = 0; i < loaded; i++)
        sum += (int64_t)samples[i].left + samples[i].right;
    *result = samples;
    return sum;
}
