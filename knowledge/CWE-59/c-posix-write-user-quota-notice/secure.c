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
    int dir, fd = -1;

    dir = open(home, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (dir >= 0) {
        unlinkat(dir, "QUOTA.txt", 0);
        fd = openat(dir, "QUOTA.txt", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
        close(dir);
    }
    notice = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (notice == NULL) {
        syslog(LOG_WARNING, "quota notice for uid %u: %s", (unsigned)uid, strerror(errno));
        if (fd >= 0)
            close(fd);
        return -1;
    }

    fprintf(notice, "Your mailbox uses %lu of %lu MB.\n", used_mb, limit_mb);
    if (used_mb >= limit_mb)
        fprintf(notice, "New mail is refused until you delete something.\n");
    else
        fprintf(notice, "%lu MB are left.\n", limit_mb - used_mb);
    if (fflush(notice) != 0 || fchown(fd, uid, gid) != 0 || fchmod(fd, 0644) != 0) {
        syslog(LOG_WARNING, "quota notice for uid %u: %s", (unsigned)uid, strerror(errno));
        fclose(notice);
        return -1;
    }
    return fclose(notice) == 0 ? 0 : -1;
}
