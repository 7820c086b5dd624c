#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

static const char *const allowed_units[] = {"chrony.service", "ntpsec.service"};

int restart_time_sync(const char *unit)
{
    size_t i;
    int status = 0;

    for (i = 0; i < sizeof allowed_units / sizeof allowed_units[0]; i++)
        if (strcmp(unit, allowed_units[i]) == 0)
            break;
    if (i == sizeof allowed_units / sizeof allowed_units[0]) {
        fprintf(stderr, "%s cannot be restarted with this tool\n", unit);
        return -1;
    }

    syslog(LOG_NOTICE, "uid %u restarts %s", (unsigned)getuid(), unit);
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        if (setgid(getegid()) != 0 || setuid(geteuid()) != 0)
            _exit(126);
        execlp("systemctl", "systemctl", "restart", unit, (char *)NULL);
        syslog(LOG_ERR, "systemctl: %s", strerror(errno));
        _exit(127);
    }

    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}
