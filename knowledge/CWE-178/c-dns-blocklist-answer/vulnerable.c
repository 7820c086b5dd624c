#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

struct blocklist {
    const char *const *domains;
    size_t count;
};

enum verdict { VERDICT_FORWARD, VERDICT_REFUSE, VERDICT_BROKEN };

static int is_below(const char *name, const char *domain)
{
    size_t length = strlen(name), tail = strlen(domain);

    if (length < tail || strcmp(name + length - tail, domain) != 0)
        return 0;
    return length == tail || name[length - tail - 1] == '.';
}

/* Reads the name of the first question of a DNS query and says what the filtering resolver of a school does with it. */
enum verdict judge_query(const uint8_t *packet, size_t size, const struct blocklist *list)
{
    char name[256];
    size_t at = 12, used = 0;

    while (at < size && packet[at] != 0) {
        size_t label = packet[at];
        if (label > 63 || at + 1 + label >= size || used + label + 1 >= sizeof name)
            return VERDICT_BROKEN;
        if (used > 0)
            name[used++] = '.';
        memcpy(name + used, packet + at + 1, label);
        used += label;
        at += label + 1;
    }
    if (at >= size || memchr(name, '\0', used) != NULL)
        return VERDICT_BROKEN;
    name[used] = '\0';

    for (size_t i = 0; i < list->count; i++)
        if (is_below(name, list->domains[i]))
            return VERDICT_REFUSE;
    return VERDICT_FORWARD;
}
