#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#define QUEUE_NAME "/backup-jobs"

struct job {
    char volume[64];
    char target[64];
    int keep_days;
};

int run_backup(const struct job *job);

mqd_t open_job_queue(gid_t group)
{
    struct mq_attr attr = {.mq_maxmsg = 8, .mq_msgsize = sizeof(struct job)};
    mode_t old = umask(0);
    mqd_t queue = mq_open(QUEUE_NAME, O_CREAT | O_RDONLY, 0666, &attr);
    umask(old);
    if (queue == (mqd_t)-1) {
        syslog(LOG_ERR, "queue %s: %s", QUEUE_NAME, strerror(errno));
        return queue;
    }
    syslog(LOG_INFO, "queue %s open, operators are group %d", QUEUE_NAME, (int)group);
    return queue;
}

void process_jobs(mqd_t queue)
{
    struct job job;
    unsigned priority;

    while (mq_receive(queue, (char *)&job, sizeof(job), &priority) == (ssize_t)sizeof(job)) {
        job.volume[sizeof(job.volume) - 1] = '\0';
        job.target[sizeof(job.target) - 1] = '\0';
        int rc = run_backup(&job);
        syslog(LOG_INFO, "backup of %s (priority %u): %d", job.volume, priority, rc);
    }
}
