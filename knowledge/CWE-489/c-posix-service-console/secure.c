#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

struct boiler {
    double target;
    double measured;
    int locked;
};

static void answer(int client, const char *text)
{
    if (write(client, text, strlen(text)) < 0)
        syslog(LOG_NOTICE, "the display went away");
}

/* Carries out a line that the wall display sent. */
void handle_line(int client, struct boiler *boiler, const char *line)
{
    char text[64];

    if (strcmp(line, "status") == 0) {
        snprintf(text, sizeof text, "%.1f of %.1f\n", boiler->measured, boiler->target);
        answer(client, text);
    } else if (strncmp(line, "target ", 7) == 0 && !boiler->locked) {
        boiler->target = strtod(line + 7, NULL);
        answer(client, "ok\n");
#ifdef BENCH_CONSOLE
    } else if (strcmp(line, "svc unlock") == 0) {
        boiler->locked = 0;
        answer(client, "service mode\n");
    } else if (strncmp(line, "svc sh ", 7) == 0) {
        snprintf(text, sizeof text, "%d\n", system(line + 7));
        answer(client, text);
#endif
    } else {
        answer(client, "?\n");
    }
}
