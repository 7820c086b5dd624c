#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Returns the text as a quoted JSON string; the caller frees it. */
char *json_quote(const char *text)
{
    size_t len = strlen(text);
    char *out = len <= (SIZE_MAX - 3) / 6 ? malloc(len * 6 + 3) : NULL;
    char *p = out;

    if (out == NULL) {
        fprintf(stderr, "json: no memory for %zu characters\n", len);
        return NULL;
    }

    *p++ = '"';
    for (const unsigned char *s = (const unsigned char *)text; *s != '\0'; s++) {
        switch (*s) {
        case '"':
        case '\\':
            *p++ = '\\';
            *p++ = (char)*s;
            break;
        case '\n':
            *p++ = '\\';
            *p++ = 'n';
            break;
        default:
            if (*s < 0x20)
                p += sprintf(p, "\\u%04x", *s);
            else
                *p++ = (char)*s;
        }
    }
    *p++ = '"';
    *p = '\0';
    return out;
}
