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

static int is_field_name(const char *s)
{
    static const char token[] = "!#$%&'*+-.^_`|~0123456789"
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    return *s != '\0' && s[strspn(s, token)] == '\0';
}

static int only_blanks(const char *s)
{
    return s[strspn(s, " \t")] == '\0';
}

/* Reads the NUL-terminated header lines of a request, each ending with CRLF; returns 0 or the status to answer with. */
int parse_framing(char *fields, size_t len, struct framing *out)
{
    char *line, *end, *colon, *value;
    int lengths = 0, codings = 0;
    size_t digits;

    memset(out, 0, sizeof *out);
    out->keep_alive = 1;
    for (line = fields; line < fields + len; line = end + 2) {
        end = strstr(line, "\r\n");
        if (end == NULL)
            return 400;
        *end = '\0';
        colon = strchr(line, ':');
        if (colon == NULL || strpbrk(line, "\r\n") != NULL)
            return 400;
        *colon = '\0';
        if (!is_field_name(line))
            return 400;
        value = colon + 1 + strspn(colon + 1, " \t");

        if (strcasecmp(line, "Content-Length") == 0) {
            digits = strspn(value, "0123456789");
            if (lengths++ > 0 || digits == 0 || digits > 18 || !only_blanks(value + digits))
                return 400;
            out->length = strtoull(value, NULL, 10);
        } else if (strcasecmp(line, "Transfer-Encoding") == 0) {
            if (codings++ > 0 || strncasecmp(value, "chunked", 7) != 0 || !only_blanks(value + 7))
                return 400;
            out->chunked = 1;
        } else if (strcasecmp(line, "Connection") == 0 && strcasecmp(value, "close") == 0)
            out->keep_alive = 0;
    }
    if (lengths > 0 && codings > 0)
        return 400;
    return out->chunked || out->length <= MAX_BODY ? 0 : 413;
}
