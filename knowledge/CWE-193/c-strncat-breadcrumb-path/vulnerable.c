#include <stddef.h>
#include <string.h>

#define TRAIL_LEN 96

struct trail {
    char text[TRAIL_LEN];
    size_t items;
    int truncated;
};

struct category {
    const char *name;
    const struct category *parent;
};

static void trail_append(struct trail *t, const char *s)
{
    size_t used = strlen(t->text);
    size_t room = sizeof(t->text) - used;

    if (strlen(s) > room)
        t->truncated = 1;
    strncat(t->text, s, room);
}

/* Writes "Home > Tools > Saws" for a category. */
void trail_build(struct trail *t, const struct category *cat)
{
    if (cat->parent != NULL)
        trail_build(t, cat->parent);
    else
        memset(t, 0, sizeof(*t));

    if (t->items > 0)
        trail_append(t, " > ");
    trail_append(t, cat->name);
    t->items++;
}
