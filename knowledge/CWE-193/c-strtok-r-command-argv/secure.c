#include <stdio.h>
#include <string.h>

#define MAX_ARGS 16

struct command {
    char line[256];
    char *argv[MAX_ARGS];
    int argc;
    int privileged;
};

/* Splits a console line into words; argv ends with NULL. */
int command_split(struct command *cmd, const char *input)
{
    char *save = NULL;

    if (strlen(input) >= sizeof(cmd->line))
        return -1;
    strcpy(cmd->line, input);
    cmd->argc = 0;
    cmd->privileged = 0;

    for (char *word = strtok_r(cmd->line, " \t\r\n", &save); word != NULL;
         word = strtok_r(NULL, " \t\r\n", &save)) {
        if (cmd->argc >= MAX_ARGS - 1) {
            fprintf(stderr, "console: too many words\n");
            return -1;
        }
        cmd->argv[cmd->argc++] = word;
    }
    cmd->argv[cmd->argc] = NULL;
    return cmd->argc > 0 ? 0 : -1;
}
