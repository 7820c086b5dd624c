#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct print_order {
    char chart[96];
    char printer[48];
    int copies;
};

static int run_print(const struct print_order *order)
{
    char copies[12];
    int status = -1;
    pid_t pid;

    snprintf(copies, sizeof copies, "%d", order->copies);
    pid = fork();
    if (pid == 0) {
        execlp("lp", "lp", "-s", "-n", copies, "-d", order->printer, "--", order->chart, (char *)NULL);
        _exit(127);
    }
    return pid > 0 && waitpid(pid, &status, 0) == pid ? status : -1;
}

/* Prints a chart of the harbour for a skipper who ordered it at the terminal. */
int print_chart(const struct print_order *order)
{
    int status;

    if (order->copies < 1 || order->copies > 5) {
        fprintf(stderr, "charts: %d copies refused\n", order->copies);
        return -1;
    }
    status = run_print(order);
    if (status == -1 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "charts: printing %s failed\n", order->chart);
        return -1;
    }
    return 0;
}
