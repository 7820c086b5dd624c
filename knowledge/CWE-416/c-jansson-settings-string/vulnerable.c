#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct agent_settings {
    char *upload_url;
    char *spool_dir;
    int interval;
};

int settings_load(const char *path, struct agent_settings *out)
{
    json_error_t err;
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &err);
    const char *url, *dir;

    if (root == NULL) {
        fprintf(stderr, "%s:%d: %s\n", path, err.line, err.text);
        return -1;
    }
    url = json_string_value(json_object_get(root, "upload_url"));
    dir = json_string_value(json_object_get(root, "spool_dir"));
    if (url == NULL || dir == NULL) {
        fprintf(stderr, "%s: upload_url and spool_dir are required\n", path);
        json_decref(root);
        return -1;
    }

    out->upload_url = (char *)url;
    out->spool_dir = (char *)dir;
    out->interval = (int)json_integer_value(json_object_get(root, "interval"));
    json_decref(root);
    return 0;
}
