#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

int write_quota_notice(const char *home, uid_t uid, gid_t gid, unsigned long used_mb, unsigned long limit_mb)
{
    FILE *notice;
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/QUOTA.txt", home) >= (int)sizeof path)
        return -1;

    notice = fopen(path, "w");
    if (notice == NULL) {
        syslog(LOG_WARNING, "quota notice for uid %u: %s", (unsigned)uid, strerror(errno));
        return -1;
    }

    fprintf(notice, "Your mailbox uses %lu of %lu MB.\n", used_mb, limit_mb);
    if (used_mb >= limit_mb)
        fprintf(notice, "New mail is refused until you delete something.\n");
    else
        fprintf(notice, "%lu MB are left.\n", limit_mb - used_mb);
    fclose(notice);

    if (chown(path, uid, gid) != 0 || chmod(path, 0644) != 0) {
        syslog(LOG_WARNING, "quota notice for uid %u: %s", (unsigned)uid, strerror(errno));
        return -1;
    }
    return 0;
}
