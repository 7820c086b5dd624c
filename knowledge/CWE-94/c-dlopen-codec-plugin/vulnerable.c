#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#define PLUGIN_DIR "/usr/lib/mediad/codecs"

typedef struct codec_ops {
    const char *name;
    int (*open)(void **state, int rate, int channels);
    void (*close)(void *state);
} codec_ops;

typedef const codec_ops *(*codec_entry)(void);

const codec_ops *load_codec(const char *name, void **handle)
{
    char path[256];
    codec_entry entry;
    const codec_ops *ops;

    if (snprintf(path, sizeof path, "%s/%s.so", PLUGIN_DIR, name) >= (int)sizeof path)
        return NULL;

    *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (*handle == NULL) {
        fprintf(stderr, "mediad: codec not loaded: %s\n", dlerror());
        return NULL;
    }
    entry = (codec_entry)dlsym(*handle, "codec_register");
    ops = entry != NULL ? entry() : NULL;
    if (ops == NULL || ops->open == NULL) {
        dlclose(*handle);
        *handle = NULL;
        return NULL;
    }
    return ops;
}
