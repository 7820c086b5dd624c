#include <errno.h>
#include <stdio.h>
#include <string.h>

struct settings {
    int setpoint;
    int hysteresis;
    int fan_speed;
    char label[24];
};

static const struct {
    const char *name;
    const char *path;
} presets[] = {
    {"default", "/var/lib/climate/default.conf"},
    {"summer", "/var/lib/climate/summer.conf"},
    {"winter", "/var/lib/climate/winter.conf"},
};

static const char *preset_path(const char *name)
{
    for (size_t i = 0; i < sizeof presets / sizeof presets[0]; i++)
        if (strcmp(presets[i].name, name) == 0)
            return presets[i].path;
    return NULL;
}

/* Handles "save <name>" and writes the answer for the console. */
int console_save(const struct settings *s, const char *line, char *answer, size_t answer_len)
{
    char name[128];
    if (sscanf(line, "save %127s", name) != 1) {
        snprintf(answer, answer_len, "usage: save <name>\n");
        return -1;
    }

    const char *path = preset_path(name);
    if (path == NULL) {
        snprintf(answer, answer_len, "no preset %s\n", name);
        return -1;
    }
    FILE *out = fopen(path, "w");
    if (out == NULL) {
        snprintf(answer, answer_len, "cannot save %s: %s\n", name, strerror(errno));
        return -1;
    }
    fprintf(out, "setpoint=%d\nhysteresis=%d\nfan_speed=%d\nlabel=%s\n",
            s->setpoint, s->hysteresis, s->fan_speed, s->label);
    if (fclose(out) != 0) {
        snprintf(answer, answer_len, "cannot save %s: %s\n", name, strerror(errno));
        return -1;
    }
    snprintf(answer, answer_len, "saved %s\n", name);
    return 0;
}
