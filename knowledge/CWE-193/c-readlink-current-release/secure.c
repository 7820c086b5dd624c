#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define RELEASE_NAME 128

/* Stores the name of the release to which "<app>/current" points. */
int current_release(const char *app_dir, char *name, size_t name_len)
{
    char link[PATH_MAX];
    char target[RELEASE_NAME];
    int n = snprintf(link, sizeof(link), "%s/current", app_dir);

    if (n < 0 || (size_t)n >= sizeof(link)) {
        errno = ENAMETOOLONG;
        return -1;
    }

    ssize_t len = readlink(link, target, sizeof(target) - 1);
    if (len < 0) {
        fprintf(stderr, "%s: %s\n", link, strerror(errno));
        return -1;
    }
    target[len] = '\0';

    const char *base = strrchr(target, '/');
    base = base != NULL ? base + 1 : target;
    if (strlen(base) >= name_len) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(name, base);
    return 0;
}
