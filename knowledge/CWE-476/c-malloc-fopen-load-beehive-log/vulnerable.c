#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct hive_log {
    char *text;
    size_t length;
    unsigned lines;
};

/* Reads the log of one hive into memory; the caller frees text. */
int hive_log_load(const char *path, size_t limit, struct hive_log *log)
{
    FILE *in = fopen(path, "r");
    char *text = malloc(limit + 1);

    memset(log, 0, sizeof *log);
    log->length = fread(text, 1, limit, in);
    text[log->length] = '\0';
    if (ferror(in)) {
        fprintf(stderr, "hive log %s: read error\n", path);
        free(text);
        fclose(in);
        return -1;
    }
    fclose(in);

    for (const char *p = strchr(text, '\n'); p != NULL; p = strchr(p + 1, '\n'))
        log->lines++;
    log->text = text;
    return 0;
}
