#include <stdio.h>
#include <time.h>

struct station {
    unsigned id;
    char label[64];
    char note[256];
    double temperature;
    double humidity;
    time_t measured_at;
};

int write_status(FILE *out, const struct station *list, size_t count)
{
    size_t i;

    fprintf(out, "{\"generated\":%lld,\"stations\":[", (long long)time(NULL));
    for (i = 0; i < count; i++) {
        const struct station *st = &list[i];

        if (i > 0)
            fputc(',', out);
        fprintf(out, "{\"id\":%u,\"label\":\"%s\",\"note\":\"%s\",", st->id, st->label, st->note);
        fprintf(out, "\"temperature\":%.1f,\"humidity\":%.1f,\"at\":%lld}",
                st->temperature, st->humidity, (long long)st->measured_at);
    }
    fprintf(out, "],\"count\":%zu}\n", count);
    return ferror(out) ? -1 : 0;
}
