#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FAX_SPOOL "/var/spool/faxgate"
#define FAX_JOURNAL FAX_SPOOL "/journal.log"

static int make_dir(const char *path, mode_t mode)
{
    struct stat info;

    if (mkdir(path, mode) == 0)
        return 0;
    if (errno == EEXIST && lstat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return 0;
    fprintf(stderr, "faxgate: %s: %s\n", path, strerror(errno));
    return -1;
}

/* Prepares the spool and returns the descriptor of the journal, or -1. */
int prepare_spool(void)
{
    static const char *const parts[] = { "/in", "/out", "/failed" };
    char path[128];
    int journal;

    umask(027);
    if (make_dir(FAX_SPOOL, 0750) != 0)
        return -1;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        snprintf(path, sizeof path, "%s%s", FAX_SPOOL, parts[i]);
        if (make_dir(path, 0700) != 0)
            return -1;
    }

    journal = open(FAX_JOURNAL, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    if (journal < 0)
        fprintf(stderr, "faxgate: %s: %s\n", FAX_JOURNAL, strerror(errno));
    return journal;
}
