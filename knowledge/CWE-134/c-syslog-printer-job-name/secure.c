#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

struct print_job {
    unsigned id;
    char owner[32];
    char title[128];
    unsigned pages;
    time_t submitted;
};

void job_log_finished(const struct print_job *job, const char *printer, int status)
{
    char line[256];
    double waited = difftime(time(NULL), job->submitted);

    snprintf(line, sizeof(line), "%s: job %u (%s) of %s, %u pages, %.0f s, %s",
             printer, job->id, job->title, job->owner, job->pages, waited,
             status == 0 ? "done" : "failed");

    if (status != 0) {
        syslog(LOG_ERR, "%s", line);
        return;
    }
    syslog(LOG_INFO, "%s", line);
}
