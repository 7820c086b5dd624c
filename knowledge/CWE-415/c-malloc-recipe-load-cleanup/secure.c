#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct recipe {
    char *title;
    char *steps;
    int servings;
};

static char *read_line(FILE *in)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n = getline(&line, &cap, in);

    if (n < 0) {
        free(line);
        return NULL;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return line;
}

int recipe_load(const char *path, struct recipe *out)
{
    char *title = NULL, *servings = NULL, *steps = NULL;
    int rc = -1;
    FILE *in = fopen(path, "r");

    if (in == NULL)
        return -1;
    title = read_line(in);
    servings = read_line(in);
    steps = read_line(in);
    if (title == NULL || servings == NULL || steps == NULL)
        goto out;

    out->servings = atoi(servings);
    if (out->servings <= 0 || out->servings > 500) {
        fprintf(stderr, "%s: bad number of servings: %s\n", path, servings);
        goto out;
    }
    out->title = title;
    out->steps = steps;
    title = steps = NULL;
    rc = 0;
out:
    free(title);
    free(servings);
    free(steps);
    fclose(in);
    return rc;
}
