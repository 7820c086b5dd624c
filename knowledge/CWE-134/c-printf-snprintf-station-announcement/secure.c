#include <stdio.h>
#include <string.h>
#include <time.h>

#define LINE 160

/* Shows a text sent by the dispatcher on the platform display and repeats it on the console. */
int announce(FILE *display, const char *platform, const char *text)
{
    char line[LINE];
    char stamp[16];
    time_t now = time(NULL);
    struct tm parts;

    if (localtime_r(&now, &parts) == NULL)
        return -1;
    strftime(stamp, sizeof stamp, "%H:%M", &parts);

    int n = snprintf(line, sizeof line, "%s", text);
    if (n < 0)
        return -1;
    line[strcspn(line, "\r\n")] = '\0';

    if (fprintf(display, "%s %s %s\n", stamp, platform, line) < 0 || fflush(display) != 0)
        return -1;
    printf("announced: ");
    printf("%s", line);
    putchar('\n');
    return (size_t)n < sizeof line ? 0 : 1;
}
