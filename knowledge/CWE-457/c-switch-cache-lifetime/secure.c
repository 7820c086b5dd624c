#include <stdio.h>
#include <string.h>
#include <time.h>

enum kind { KIND_PAGE = 1, KIND_IMAGE = 2, KIND_ACCOUNT = 3 };

struct cache_entry {
    char key[160];
    int shared;
    time_t stored;
    time_t expires;
};

/* kind is taken from the origin's response. */
int cache_store(struct cache_entry *entry, const char *key, int kind, time_t now)
{
    int lifetime;
    int shared;

    if (strlen(key) >= sizeof(entry->key))
        return -1;

    switch (kind) {
    case KIND_PAGE:
        lifetime = 300;
        shared = 1;
        break;
    case KIND_IMAGE:
        lifetime = 86400;
        shared = 1;
        break;
    case KIND_ACCOUNT:
        lifetime = 30;
        shared = 0;
        break;
    default:
        fprintf(stderr, "cache: kind %d of %s is not cached\n", kind, key);
        return -1;
    }

    strcpy(entry->key, key);
    entry->shared = shared;
    entry->stored = now;
    entry->expires = now + lifetime;
    fprintf(stderr, "cache: %s for %d s\n", entry->key, lifetime);
    return 0;
}
