#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

struct quota {
    char tenant[40];
    uint64_t limit;
    uint64_t used;
    uint64_t reserved;   /* uploads in progress */
    time_t last_warning;
};

/* Reserves space for an upload; returns 0 when it may start. */
int quota_reserve(struct quota *q, uint64_t upload_size, time_t now)
{
    uint64_t remaining = 0;
    if (q->used < q->limit && q->reserved < q->limit - q->used)
        remaining = q->limit - q->used - q->reserved;

    if (upload_size > remaining) {
        fprintf(stderr, "quota: %s has %" PRIu64 " bytes left, needs %" PRIu64 "\n",
                q->tenant, remaining, upload_size);
        return -1;
    }
    q->reserved += upload_size;

    if (remaining - upload_size < q->limit / 10 && now - q->last_warning > 86400) {
        fprintf(stderr, "quota: %s is almost used up\n", q->tenant);
        q->last_warning = now;
    }
    return 0;
}
