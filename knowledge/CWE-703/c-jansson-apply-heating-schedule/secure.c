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
    struct schedule next = *out;

    json_t *root = json_loads(message, 0, &error);
    json_t *hours = json_object_get(root, "hours");
    const char *zone = json_string_value(json_object_get(root, "zone"));
    if (root == NULL || !json_is_object(hours) || zone == NULL) {
        fprintf(stderr, "schedule refused: %s\n", root == NULL ? error.text : "members are missing");
        json_decref(root);
        return -1;
    }
    snprintf(next.zone, sizeof next.zone, "%s", zone);

    json_object_foreach(hours, hour_text, value) {
        char *end = NULL;
        errno = 0;
        long hour = strtol(hour_text, &end, 10);
        if (errno != 0 || end == hour_text || *end != '\0' || hour < 0 || hour >= SLOTS || !json_is_integer(value)) {
            fprintf(stderr, "schedule refused: hour %.8s\n", hour_text);
            json_decref(root);
            return -1;
        }
        next.target[hour] = (int)json_integer_value(value);
    }
    *out = next;
    json_decref(root);
    printf("zone %s has a new schedule\n", out->zone);
    return 0;
}
