#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

static volatile sig_atomic_t children_pending;

static void on_child(int signo)
{
    if (signo == SIGCHLD)
        children_pending = 1;
}

/* Installs the handlers of the job supervisor. */
int supervisor_signals(void)
{
    struct sigaction sa;

    memset(&sa, 0, sizeof(sa));
    sigemptyset(&sa.sa_mask);
    sa.sa_flags = SA_RESTART | SA_NOCLDSTOP;
    sa.sa_handler = on_child;
    if (sigaction(SIGCHLD, &sa, NULL) != 0) {
        fprintf(stderr, "SIGCHLD: %s\n", strerror(errno));
        return -1;
    }

    sa.sa_handler = SIG_IGN;
    if (sigaction(SIGPIPE, &sa, NULL) != 0) {
        fprintf(stderr, "SIGPIPE: %s\n", strerror(errno));
        return -1;
    }
    return 0;
}

int supervisor_reap(void)
{
    int reaped = 0;

    while (children_pending && waitpid(-1, NULL, WNOHANG) > 0)
        reaped++;
    children_pending = 0;
    return reaped;
}
