#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct counter {
    int file;
    long last;
};

/* Draws the next waiting number; several counters share the file. Returns -1 where none could be drawn. */
long next_number(struct counter *counter)
{
    char text[24] = "";

    if (flock(counter->file, LOCK_EX) != 0)
        return -1;
    ssize_t length = pread(counter->file, text, sizeof text - 1, 0);
    if (length < 0)
        return -1;
    char *end = NULL;
    long number = strtol(text, &end, 10);
    if (length > 0 && *end != '\n')
        return -1;
    number = number >= 999 ? 1 : number + 1;
    int size = snprintf(text, sizeof text, "%ld\n", number);
    if (ftruncate(counter->file, 0) != 0 || pwrite(counter->file, text, (size_t)size, 0) != size)
        return -1;
    counter->last = number;
    flock(counter->file, LOCK_UN);
    return number;
}
