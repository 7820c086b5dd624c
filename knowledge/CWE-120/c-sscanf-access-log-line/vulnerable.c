#include <stdio.h>
#include <string.h>

struct access_entry {
    char client[46];
    char method[8];
    char path[256];
    char agent[128];
    int status;
    long bytes;
};

/* Line format: client "METHOD path" status bytes "agent" */
int access_parse(const char *line, struct access_entry *e)
{
    memset(e, 0, sizeof(*e));

    int fields = sscanf(line, "%s \"%[A-Z] %[^\"]\" %d %ld \"%[^\"]\"",
                        e->client, e->method, e->path, &e->status, &e->bytes, e->agent);
    if (fields < 5) {
        fprintf(stderr, "access log: cannot parse: %.80s\n", line);
        return -1;
    }
    if (e->status < 100 || e->status > 599)
        return -1;
    if (fields == 5)
        strcpy(e->agent, "-");
    return 0;
}
