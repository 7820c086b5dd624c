#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <syslog.h>

struct document {
    char *text;
    size_t len;
    uint64_t revision;
};

struct edit_delete {
    uint64_t revision;
    size_t pos;
    size_t count;
};

int document_delete(struct document *doc, const struct edit_delete *op)
{
    if (op->revision != doc->revision) {
        syslog(LOG_INFO, "edit is based on revision %llu", (unsigned long long)op->revision);
        return -1;
    }

    memmove(doc->text + op->pos, doc->text + op->pos + op->count,
            doc->len - op->pos - op->count);
    doc->len -= op->count;
    doc->text[doc->len] = '\0';
    doc->revision++;
    return 0;
}
