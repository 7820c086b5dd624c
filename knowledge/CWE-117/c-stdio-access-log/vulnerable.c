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

int log_access(FILE *log, const struct request *req)
{
    char stamp[32];
    struct tm tm;
    time_t now = time(NULL);

    if (gmtime_r(&now, &tm) == NULL)
        return -1;
    strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &tm);
    if (fprintf(log, "%s %s \"%s\" \"%s %s\" %d %zu\n", stamp, req->peer,
                req->device != NULL ? req->device : "-",
                req->method, req->path, req->status, req->sent) < 0)
        return -1;
    if (req->status >= 500)
        fflush(log);
    return 0;
}
