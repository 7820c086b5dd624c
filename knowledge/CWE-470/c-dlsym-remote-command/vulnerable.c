#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

typedef int (*command_fn)(const char *argument);

int spindle(const char *argument);
int coolant(const char *argument);
int home_axes(const char *argument);
int status_report(const char *argument);

/* Runs a line such as "spindle 1200" and writes the answer. */
int run_command(const char *line, char *answer, size_t answer_len)
{
    char word[32];
    int used = 0;

    if (sscanf(line, "%31s %n", word, &used) < 1) {
        snprintf(answer, answer_len, "ERR empty line\n");
        return -1;
    }

    command_fn run = (command_fn)dlsym(RTLD_DEFAULT, word);
    if (run == NULL) {
        snprintf(answer, answer_len, "ERR unknown command %s\n", word);
        return -1;
    }

    char argument[96];
    snprintf(argument, sizeof argument, "%s", line + used);
    argument[strcspn(argument, "\r\n")] = '\0';
    int rc = run(argument);
    snprintf(answer, answer_len, rc == 0 ? "OK %s\n" : "ERR %s failed\n", word);
    return rc;
}
