#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define SERVICE_HOME "/var/lib/weatherd"
#define PUBLIC_FOLDER "/var/lib/weatherd/public"

static int is_plain_name(const char *name)
{
    return name[0] != '\0' && strchr(name, '/') == NULL && strcmp(name, "..") != 0;
}

/* Sends the file that a client names, such as "today.json"; returns 0 where it was sent. */
int send_named_file(int client, const char *name)
{
    struct stat info;
    char head[96];

    if (!is_plain_name(name))
        return -EINVAL;
    int folder = open(SERVICE_HOME, O_RDONLY | O_DIRECTORY);
    if (folder < 0)
        return -errno;
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW);
    close(folder);
    if (file < 0)
        return -ENOENT;
    if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
        close(file);
        return -ENOENT;
    }
    int length = snprintf(head, sizeof head, "OK %lld\n", (long long)info.st_size);
    if (write(client, head, (size_t)length) == length)
        sendfile(client, file, NULL, (size_t)info.st_size);
    close(file);
    return 0;
}
