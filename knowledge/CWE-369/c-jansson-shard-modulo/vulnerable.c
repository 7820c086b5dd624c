#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint32_t hash_key(const char *key)
{
    uint32_t h = 2166136261u;

    for (; *key != '\0'; key++)
        h = (h ^ (uint8_t)*key) * 16777619u;
    return h;
}

/* Writes "host:port" of the node that serves the key. */
int route_key(const json_t *topology, const char *key, char *out, size_t out_len)
{
    const json_t *nodes = json_object_get(topology, "nodes");

    if (!json_is_array(nodes)) {
        fprintf(stderr, "router: topology has no nodes\n");
        return -1;
    }

    size_t count = json_array_size(nodes);
    const json_t *node = json_array_get(nodes, hash_key(key) % count);
    const char *host = json_string_value(json_object_get(node, "host"));
    json_int_t port = json_integer_value(json_object_get(node, "port"));

    if (host == NULL || port <= 0 || port > 65535)
        return -1;
    int n = snprintf(out, out_len, "%s:%d", host, (int)port);
    return n >= 0 && (size_t)n < out_len ? 0 : -1;
}
