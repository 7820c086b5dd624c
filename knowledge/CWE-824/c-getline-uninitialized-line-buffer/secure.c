#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

struct allow_list {
    char **hosts;
    size_t count;
};

static int allow_add(struct allow_list *list, const char *host)
{
    char **grown = realloc(list->hosts, (list->count + 1) * sizeof(*grown));

    if (grown == NULL)
        return -1;
    list->hosts = grown;
    list->hosts[list->count] = strdup(host);
    if (list->hosts[list->count] == NULL)
        return -1;
    list->count++;
    return 0;
}

/* Reads one host per line; empty lines and comments are skipped. */
int allow_read(FILE *in, struct allow_list *list)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    int rc = 0;

    while ((n = getline(&line, &cap, in)) >= 0) {
        line[strcspn(line, "#\r\n")] = '\0';
        if (line[0] == '\0')
            continue;
        if (allow_add(list, line) != 0) {
            fprintf(stderr, "allow list: no memory after %zu hosts\n", list->count);
            rc = -1;
            break;
        }
    }
    free(line);
    return rc;
}
