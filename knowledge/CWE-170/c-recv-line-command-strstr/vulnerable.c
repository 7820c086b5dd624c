#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum scale_op { SCALE_NONE, SCALE_TARE, SCALE_WEIGH, SCALE_SETUP };

struct scale_command {
    enum scale_op op;
    long channel;
};

/* Command line: "WEIGH channel=3". */
int scale_receive(int sock, struct scale_command *cmd)
{
    char msg[128];

    ssize_t n = recv(sock, msg, sizeof(msg), 0);
    if (n <= 0)
        return -1;

    if (strncmp(msg, "TARE", 4) == 0)
        cmd->op = SCALE_TARE;
    else if (strncmp(msg, "WEIGH", 5) == 0)
        cmd->op = SCALE_WEIGH;
    else if (strncmp(msg, "SETUP", 5) == 0)
        cmd->op = SCALE_SETUP;
    else
        cmd->op = SCALE_NONE;

    const char *channel = strstr(msg, "channel=");
    cmd->channel = channel != NULL ? strtol(channel + 8, NULL, 10) : 0;
    if (cmd->channel < 0 || cmd->channel > 8) {
        fprintf(stderr, "scale: no channel %ld\n", cmd->channel);
        return -1;
    }
    return cmd->op == SCALE_NONE ? -1 : 0;
}
