#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

/* Builds the Maildir path of a local recipient and makes sure that it exists. */
int mailbox_prepare(const char *recipient, char *path, size_t path_len)
{
    char name[64];
    size_t n = strcspn(recipient, "@+");

    if (n == 0 || n >= sizeof(name))
        return -1;
    memcpy(name, recipient, n);
    name[n] = '\0';

    struct passwd *pw = getpwnam(name);
    if (pw == NULL) {
        syslog(LOG_NOTICE, "no such recipient: %s", name);
        return -1;
    }
    int written = snprintf(path, path_len, "%s/Maildir", pw->pw_dir);
    if (written < 0 || (size_t)written >= path_len)
        return -1;

    if (mkdir(path, 0700) == 0) {
        if (chown(path, pw->pw_uid, pw->pw_gid) != 0) {
            syslog(LOG_ERR, "chown %s: %m", path);
            return -1;
        }
        syslog(LOG_INFO, "created mailbox %s", path);
    }
    return 0;
}
