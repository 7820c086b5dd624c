#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct voter {
    char name[80];
    char street[80];
    int voted;
};

/* Writes the list of turnout to a scratch file and gives its name to the caller. */
int write_turnout(const struct voter *voters, size_t count, char *path, size_t path_len)
{
    char name[] = "/tmp/turnoutXXXXXX";
    FILE *out = NULL;

    if (path_len < sizeof name)
        return -1;
    int fd = mkstemp(name);
    if (fd >= 0 && (out = fdopen(fd, "w")) == NULL) {
        close(fd);
        unlink(name);
    }
    if (out == NULL) {
        perror("turnout list");
        return -1;
    }
    strcpy(path, name);

    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s;%s;%s\n", voters[i].street, voters[i].name, voters[i].voted ? "yes" : "no");
    if (fclose(out) != 0) {
        perror(path);
        unlink(path);
        return -1;
    }
    return 0;
}
