#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct stop {
    int platform;
    char town[32];
};

struct timetable {
    char line[8];
    const struct stop *stops;
    size_t count;
};

/* The label of a journey, for example "S4 Ahlen - Zell (platform 2)". */
static char *route_label(const struct timetable *table)
{
    char label[96];
    const struct stop *first = &table->stops[0];
    const struct stop *last = &table->stops[table->count - 1];

    snprintf(label, sizeof label, "%s %s - %s (platform %d)", table->line, first->town, last->town,
             first->platform);
    return strdup(label);
}

void print_board(const struct timetable *tables, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (tables[i].count == 0)
            continue;
        char *label = route_label(&tables[i]);
        if (label == NULL)
            return;
        printf("%2zu  %s\n", i + 1, label);
        free(label);
    }
}
