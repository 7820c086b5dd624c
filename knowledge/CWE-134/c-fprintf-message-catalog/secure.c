#include <stdio.h>
#include <string.h>

struct message {
    char key[32];
    char text[200];
};

static const char *lookup(const struct message *catalog, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(catalog[i].key, key) == 0)
            return catalog[i].text;
    return key;
}

/* Greets a terminal user in the language of the loaded catalog. */
void greet(FILE *term, const struct message *catalog, size_t n, const char *user, int unread)
{
    const char *text = lookup(catalog, n, unread ? "greet.unread" : "greet.plain");

    for (const char *p = text; *p != '\0'; p++) {
        if (strncmp(p, "{user}", 6) == 0) {
            fputs(user, term);
            p += 5;
        } else if (strncmp(p, "{count}", 7) == 0) {
            fprintf(term, "%d", unread);
            p += 6;
        } else {
            fputc(*p, term);
        }
    }
    fputc('\n', term);
    fflush(term);
}
