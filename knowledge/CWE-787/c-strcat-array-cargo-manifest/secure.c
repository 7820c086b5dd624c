#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_ITEMS 32

struct manifest {
    unsigned weight[MAX_ITEMS];
    size_t items;
    char summary[256];
};

/* Adds the comma separated weights of one ship's list to the manifest. */
int manifest_add(struct manifest *m, const char *ship, char *list)
{
    char *rest = NULL;

    for (char *part = strtok_r(list, ",", &rest); part != NULL; part = strtok_r(NULL, ",", &rest)) {
        unsigned long value = strtoul(part, NULL, 10);
        if (value == 0 || value > 40000) {
            fprintf(stderr, "%s: odd weight %s\n", ship, part);
            return -1;
        }
        if (m->items >= MAX_ITEMS) {
            fprintf(stderr, "%s: more than %d items\n", ship, MAX_ITEMS);
            return -1;
        }
        m->weight[m->items++] = (unsigned)value;
    }
    size_t used = strlen(m->summary);
    int n = snprintf(m->summary + used, sizeof m->summary - used, "%s;", ship);
    if (n < 0 || (size_t)n >= sizeof m->summary - used) {
        m->summary[used] = '\0';
        return -1;
    }
    return 0;
}
