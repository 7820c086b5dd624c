#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SERVO_MIN (-90)
#define SERVO_MAX 90
#define SPEED_MAX 250

int servo_move(int channel, int angle, int speed);

static int parse_number(const char *text, long low, long high, int *out)
{
    char *end = NULL;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < low || value > high)
        return -1;
    *out = (int)value;
    return 0;
}

/* Line format: MOVE <channel> <angle> <speed> */
int handle_servo_line(int client, char *line)
{
    char *save = NULL;
    char *verb = strtok_r(line, " \r\n", &save);
    char *ch = strtok_r(NULL, " \r\n", &save);
    char *an = strtok_r(NULL, " \r\n", &save);
    char *sp = strtok_r(NULL, " \r\n", &save);
    int channel, angle, speed;

    if (verb == NULL || strcmp(verb, "MOVE") != 0 || sp == NULL) {
        dprintf(client, "ERR syntax\n");
        return -1;
    }
    if (parse_number(ch, 0, 5, &channel) != 0 || parse_number(an, SERVO_MIN, SERVO_MAX, &angle) != 0
        || parse_number(sp, 1, SPEED_MAX, &speed) != 0) {
        dprintf(client, "ERR range\n");
        return -1;
    }
    int rc = servo_move(channel, angle, speed);
    dprintf(client, rc == 0 ? "OK %d\n" : "ERR hardware %d\n", rc == 0 ? angle : rc);
    return rc;
}
