#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where the token of a server is kept between two runs of the command. */
static int token_path(char *path, size_t size, const char *server)
{
    int length = snprintf(path, size, "/tmp/fleetctl-%s.token", server);
    return length > 0 && (size_t)length < size ? 0 : -ENAMETOOLONG;
}

/* Keeps a token, so that the next command needs no password; returns 0 or a negative error number. */
int keep_token(const char *server, const char *token)
{
    char path[512];
    int error = token_path(path, sizeof path, server);

    if (error != 0)
        return error;
    if (strchr(server, '/') != NULL)
        return -EINVAL;
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0)
        return -errno;
    size_t length = strlen(token);
    ssize_t written = write(file, token, length);
    if (close(file) != 0 || written != (ssize_t)length)
        return -EIO;
    return 0;
}
