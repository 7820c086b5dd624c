#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/types.h>
#include <syslog.h>
#include <unistd.h>

/* Called after the privileged port has been bound; returns 0 to start serving. */
int become_service_user(const char *user)
{
    struct passwd *pw = getpwnam(user);

    if (pw == NULL || pw->pw_uid == 0) {
        syslog(LOG_CRIT, "service user %s is not usable", user);
        return -1;
    }

    setgroups(0, NULL);
    setgid(pw->pw_gid);
    setuid(pw->pw_uid);

    if (chdir("/") != 0) {
        syslog(LOG_CRIT, "chdir: %m");
        return -1;
    }
    syslog(LOG_INFO, "serving as %s (uid %u)", user, (unsigned)pw->pw_uid);
    return 0;
}
