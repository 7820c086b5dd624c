#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <limits.h>

#define LESSON_DIR "/srv/school/lessons"

/* Copies the lesson that a pupil asked for to the output stream; returns the bytes sent or -1. */
long send_lesson(FILE *out, const char *name)
{
    char path[PATH_MAX];
    char block[4096];
    long sent = 0;
    size_t n;

    if (snprintf(path, sizeof path, "%s/%s", LESSON_DIR, name) >= (int)sizeof path)
        return -1;

    FILE *lesson = fopen(path, "rb");
    if (lesson == NULL) {
        fprintf(out, "ERR no lesson\n");
        return -1;
    }
    while ((n = fread(block, 1, sizeof block, lesson)) > 0) {
        if (fwrite(block, 1, n, out) != n) {
            sent = -1;
            break;
        }
        sent += (long)n;
    }
    fclose(lesson);
    return sent;
}
