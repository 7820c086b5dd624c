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

static void put_json_string(FILE *out, const char *s)
{
    fputc('"', out);
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;

        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

int write_status(FILE *out, const struct station *list, size_t count)
{
    size_t i;

    fprintf(out, "{\"generated\":%lld,\"stations\":[", (long long)time(NULL));
    for (i = 0; i < count; i++) {
        const struct station *st = &list[i];

        if (i > 0)
            fputc(',', out);
        fprintf(out, "{\"id\":%u,\"label\":", st->id);
        put_json_string(out, st->label);
        fprintf(out, ",\"note\":");
        put_json_string(out, st->note);
        fputc(',', out);
        fprintf(out, "\"temperature\":%.1f,\"humidity\":%.1f,\"at\":%lld}",
                st->temperature, st->humidity, (long long)st->measured_at);
    }
    fprintf(out, "],\"count\":%zu}\n", count);
    return ferror(out) ? -1 : 0;
}
