#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct parcel {
    unsigned id;
    char street[64];
};

struct queue {
    struct parcel *items;
    size_t count;
    size_t capacity;
};

/* Appends a second delivery attempt for the parcel at the given position. */
int queue_retry(struct queue *q, size_t position)
{
    if (position >= q->count)
        return -1;

    if (q->count == q->capacity) {
        size_t wanted = q->capacity * 2 + 8;
        struct parcel *grown = realloc(q->items, wanted * sizeof *grown);
        if (grown == NULL)
            return -1;
        q->items = grown;
        q->capacity = wanted;
    }

    struct parcel *again = &q->items[q->count++];
    *again = q->items[position];
    printf("parcel %u: another attempt in %s\n", again->id, again->street);
    return 0;
}
