#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct id_map {
    char client[64];
    uint16_t uid;
    uint16_t gid;
};

static int parse_id(const char *text, uint16_t *id)
{
    char *end;

    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    if (errno != 0 || end == text || (*end != '\0' && *end != ':'))
        return -1;
    if (value == 0) {
        fprintf(stderr, "id 0 must not be mapped\n");
        return -1;
    }
    if (value > UINT16_MAX) {
        fprintf(stderr, "id %lu is out of range\n", value);
        return -1;
    }
    *id = (uint16_t)value;
    return 0;
}

/* Entry format: "client uid:gid" */
int id_map_parse(const char *line, struct id_map *map)
{
    char ids[32];

    if (sscanf(line, "%63s %31s", map->client, ids) != 2)
        return -1;
    const char *colon = strchr(ids, ':');
    if (colon == NULL || parse_id(ids, &map->uid) != 0 || parse_id(colon + 1, &map->gid) != 0) {
        fprintf(stderr, "bad map entry: %s\n", line);
        return -1;
    }
    return 0;
}
