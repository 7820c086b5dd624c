#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_DOCUMENT (32L * 1024 * 1024)

/* Copies the user's document to the spool descriptor; returns the bytes. */
long submit_document(const char *path, int spool_fd)
{
    struct stat st;
    char block[8192];
    ssize_t n;
    long total = 0;
    uid_t spooler = geteuid();

    if (seteuid(getuid()) != 0)
        return -1;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    int open_error = errno;
    if (seteuid(spooler) != 0) {
        if (fd >= 0)
            close(fd);
        return -1;
    }
    if (fd < 0) {
        fprintf(stderr, "%s: %s\n", path, strerror(open_error));
        return -1;
    }
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > MAX_DOCUMENT) {
        fprintf(stderr, "%s: not a printable document\n", path);
        close(fd);
        return -1;
    }
    while ((n = read(fd, block, sizeof block)) > 0) {
        if (write(spool_fd, block, (size_t)n) != n) {
            close(fd);
            return -1;
        }
        total += n;
    }
    close(fd);
    return n < 0 ? -1 : total;
}
