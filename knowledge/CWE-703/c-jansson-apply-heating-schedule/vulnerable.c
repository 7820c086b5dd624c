#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS 24

struct schedule {
    int target[SLOTS];
    char zone[24];
};

int apply_schedule(const char *message, struct schedule *out)
{
    json_error_t error;
    const char *hour_text;
    json_t *value;

    json_t *root = json_loads(message, 0, &error);
    json_t *hours = json_object_get(root, "hours");
    snprintf(out->zone, sizeof out->zone, "%s", json_string_value(json_object_get(root, "zone")));

    json_object_foreach(hours, hour_text, value) {
        long hour = strtol(hour_text, NULL, 10);
        out->target[hour] = (int)json_integer_value(value);
    }
    json_decref(root);
    printf("zone %s has a new schedule\n", out->zone);
    return 0;
}
