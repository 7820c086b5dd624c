#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

struct fax_job {
    unsigned id;
    char recipient[32];
    const unsigned char *page;
    size_t page_len;
};

/* Writes the page to a spool file; the caller frees the returned path. */
char *spool_fax_page(const struct fax_job *job)
{
    FILE *spool;
    int fd;
    char *path = strdup("/var/tmp/faxXXXXXX");
    if (path == NULL)
        return NULL;

    fd = mkstemp(path);
    spool = fd >= 0 ? fdopen(fd, "wb") : NULL;
    if (spool == NULL) {
        syslog(LOG_ERR, "fax %u: cannot spool: %s", job->id, strerror(errno));
        if (fd >= 0) {
            close(fd);
            unlink(path);
        }
        free(path);
        return NULL;
    }

    fprintf(spool, "FAX1 %u %s %zu\n", job->id, job->recipient, job->page_len);
    if (fwrite(job->page, 1, job->page_len, spool) != job->page_len || fflush(spool) != 0) {
        syslog(LOG_ERR, "fax %u: short write: %s", job->id, strerror(errno));
        fclose(spool);
        unlink(path);
        free(path);
        return NULL;
    }
    fclose(spool);
    syslog(LOG_INFO, "fax %u spooled for %s", job->id, job->recipient);
    return path;
}
