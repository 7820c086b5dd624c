#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MAX_BODY (16ULL * 1024 * 1024)

struct framing {
    int chunked;
    int keep_alive;
    unsigned long long length;
};

/* Reads the NUL-terminated header lines of a request, each ending with CRLF; returns 0 or the status to answer with. */
int parse_framing(char *fields, size_t len, struct framing *out)
{
    char *line, *end, *colon, *value;

    memset(out, 0, sizeof *out);
    out->keep_alive = 1;
    for (line = fields; line < fields + len; line = end + 2) {
        end = strstr(line, "\r\n");
        if (end == NULL)
            return 400;
        *end = '\0';
        colon = strchr(line, ':');
        if (colon == NULL)
            continue;
        *colon = '\0';
        value = colon + 1 + strspn(colon + 1, " \t");

        if (strcasecmp(line, "Content-Length") == 0)
            out->length = strtoull(value, NULL, 10);
        else if (strcasecmp(line, "Transfer-Encoding") == 0)
            out->chunked = strcasestr(value, "chunked") != NULL;
        else if (strcasecmp(line, "Connection") == 0 && strcasecmp(value, "close") == 0)
            out->keep_alive = 0;
    }
    return out->chunked || out->length <= MAX_BODY ? 0 : 413;
}
