#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <syslog.h>
#include <unistd.h>

int filter_loop(int listen_fd);

static int become_user(const char *name)
{
    struct passwd *pw = getpwnam(name);

    if (pw == NULL) {
        syslog(LOG_ERR, "no such user %s", name);
        return -1;
    }
    if (setuid(pw->pw_uid) != 0)
        syslog(LOG_WARNING, "setuid %s: %s", name, strerror(errno));
    if (setgid(pw->pw_gid) != 0)
        syslog(LOG_WARNING, "setgid %s: %s", name, strerror(errno));
    syslog(LOG_INFO, "running as %s", name);
    return 0;
}

int run_filter(int listen_fd, const char *user)
{
    if (chdir("/var/lib/mailfilter") != 0) {
        syslog(LOG_ERR, "spool directory: %s", strerror(errno));
        return EXIT_FAILURE;
    }
    if (become_user(user) != 0)
        return EXIT_FAILURE;
    return filter_loop(listen_fd) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
