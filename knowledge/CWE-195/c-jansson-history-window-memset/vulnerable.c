#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define HISTORY_DAYS 366

struct history {
    uint32_t watt_hours[HISTORY_DAYS];   /* oldest day first */
    char site[32];
};

/* Applies {"shift": days} after a gap: drops the oldest days and adds empty ones. */
int history_shift(struct history *h, const json_t *request)
{
    const json_t *value = json_object_get(request, "shift");

    if (!json_is_integer(value)) {
        fprintf(stderr, "history of %s: shift is missing\n", h->site);
        return -1;
    }

    json_int_t days = json_integer_value(value);
    if (days > HISTORY_DAYS) {
        fprintf(stderr, "history of %s: shift %lld is too large\n", h->site, (long long)days);
        return -1;
    }

    json_int_t kept = HISTORY_DAYS - days;
    memmove(h->watt_hours, h->watt_hours + days, kept * sizeof(h->watt_hours[0]));
    memset(h->watt_hours + kept, 0, days * sizeof(h->watt_hours[0]));
    return (int)kept;
}
