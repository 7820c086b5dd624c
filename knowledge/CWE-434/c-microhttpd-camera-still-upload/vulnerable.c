#include <fcntl.h>
#include <microhttpd.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct still {
    int fd;
    unsigned camera;
    size_t written;
};

unsigned long next_still_number(unsigned camera);

enum MHD_Result on_still_part(void *cls, enum MHD_ValueKind kind, const char *key, const char *filename,
                              const char *content_type, const char *transfer_encoding, const char *data,
                              uint64_t off, size_t size)
{
    struct still *still = cls;
    const char *suffix;
    char path[160];

    if (strcmp(key, "still") != 0 || size == 0)
        return MHD_YES;
    if (off == 0) {
        suffix = filename != NULL ? strrchr(filename, '.') : NULL;
        if (suffix == NULL || strchr(suffix, '/') != NULL)
            suffix = ".jpg";
        snprintf(path, sizeof(path), "/srv/www/stills/%u-%lu%s", still->camera, next_still_number(still->camera), suffix);
        still->fd = open(path, O_CREAT | O_EXCL | O_WRONLY, 0640);
        if (still->fd < 0)
            return MHD_NO;
    }
    if (still->fd < 0 || still->written + size > 4u * 1024 * 1024)
        return MHD_NO;
    if (write(still->fd, data, size) != (ssize_t)size)
        return MHD_NO;
    still->written += size;
    return MHD_YES;
}
