#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct request {
    const char *peer;
    const char *device;
    const char *method;
    const char *path;
    int status;
    size_t sent;
};

static const char *log_field(const char *in, char *out, size_t size)
{
    size_t n = 0;

    for (; *in != '\0' && n + 5 < size; in++) {
        unsigned char c = (unsigned char)*in;

        if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\')
            n += (size_t)snprintf(out + n, size - n, "\\x%02x", c);
        else
            out[n++] = (char)c;
    }
    out[n] = '\0';
    return out;
}

int log_access(FILE *log, const struct request *req)
{
    char stamp[32];
    struct tm tm;
    time_t now = time(NULL);
    char device[128], method[32], path[1024];

    if (gmtime_r(&now, &tm) == NULL)
        return -1;
    strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &tm);
    if (fprintf(log, "%s %s \"%s\" \"%s %s\" %d %zu\n", stamp, req->peer,
                log_field(req->device != NULL ? req->device : "-", device, sizeof device),
                log_field(req->method, method, sizeof method),
                log_field(req->path, path, sizeof path), req->status, req->sent) < 0)
        return -1;
    if (req->status >= 500)
        fflush(log);
    return 0;
}
