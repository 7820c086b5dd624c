#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum setting_type { SETTING_NUMBER = 1, SETTING_TEXT = 2 };

struct setting {
    char name[32];
    enum setting_type type;
    union {
        int64_t number;
        char *text;
    } u;
};

struct setting_update {
    char name[32];
    uint8_t type;
    int64_t number;
    char text[64];
};

/* Applies an update that was received from the configuration client. */
int setting_apply(struct setting *settings, size_t n, const struct setting_update *up)
{
    for (size_t i = 0; i < n; i++) {
        struct setting *s = &settings[i];

        if (strncmp(s->name, up->name, sizeof(s->name)) != 0)
            continue;
        if (s->type != up->type) {
            fprintf(stderr, "setting %s has another type\n", s->name);
            return -1;
        }
        if (up->type == SETTING_NUMBER) {
            s->u.number = up->number;
            return 0;
        }
        char *copy = strndup(up->text, sizeof(up->text));
        if (copy == NULL)
            return -1;
        free(s->u.text);
        s->u.text = copy;
        return 0;
    }
    fprintf(stderr, "no setting %.32s\n", up->name);
    return -1;
}
