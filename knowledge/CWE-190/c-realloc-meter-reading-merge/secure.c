#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

struct reading {
    uint64_t meter_id;
    uint32_t day;
    uint32_t watt_hours;
};

struct reading_set {
    struct reading *items;
    uint32_t count;
};

/* Appends a batch received from a substation; readings are in host order already. */
int readings_merge(struct reading_set *set, const struct reading *batch, uint32_t batch_count)
{
    if (batch_count == 0)
        return 0;

    uint32_t new_count;
    if (__builtin_add_overflow(set->count, batch_count, &new_count)) {
        syslog(LOG_ERR, "too many readings: %u + %u", set->count, batch_count);
        return -1;
    }
    struct reading *grown = reallocarray(set->items, new_count, sizeof(struct reading));
    if (grown == NULL) {
        syslog(LOG_ERR, "no memory for %u readings", new_count);
        return -1;
    }

    memcpy(grown + set->count, batch, (size_t)batch_count * sizeof(*batch));
    set->items = grown;
    set->count = new_count;
    syslog(LOG_INFO, "merged %u readings", batch_count);
    return 0;
}
