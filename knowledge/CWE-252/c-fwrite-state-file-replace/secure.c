#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

struct seat {
    uint64_t serial;
    uint32_t customer;
    uint32_t revoked;
};

/* Replaces the state file by the current table. */
int state_save(const char *path, const struct seat *seats, size_t count)
{
    char tmp[512];
    int n = snprintf(tmp, sizeof(tmp), "%s.new", path);

    if (n < 0 || (size_t)n >= sizeof(tmp))
        return -1;
    FILE *out = fopen(tmp, "wb");
    if (out == NULL) {
        perror(tmp);
        return -1;
    }

    int ok = fwrite(&count, sizeof(count), 1, out) == 1;
    ok = ok && fwrite(seats, sizeof(*seats), count, out) == count;
    ok = ok && fflush(out) == 0 && fsync(fileno(out)) == 0;
    if (fclose(out) != 0 || !ok) {
        perror(tmp);
        unlink(tmp);
        return -1;
    }

    if (rename(tmp, path) != 0) {
        perror(path);
        unlink(tmp);
        return -1;
    }
    return 0;
}
