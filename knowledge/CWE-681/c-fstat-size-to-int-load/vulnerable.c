#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Loads a whole spool file; the caller frees the result. */
char *spool_load(const char *path, size_t *out_len)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0 || fstat(fd, &st) != 0) {
        perror(path);
        if (fd >= 0)
            close(fd);
        return NULL;
    }

    int size = st.st_size;
    char *data = size >= 0 ? malloc((size_t)size + 1) : NULL;
    size_t done = 0;
    while (data != NULL && done < (size_t)st.st_size) {
        ssize_t n = read(fd, data + done, (size_t)st.st_size - done);
        if (n < 0) {
            free(data);
            data = NULL;
        } else if (n == 0) {
            break;
        } else {
            done += (size_t)n;
        }
    }
    close(fd);
    if (data != NULL) {
        data[done] = '\0';
        *out_len = done;
    }
    return data;
}
