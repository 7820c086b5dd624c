#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define JOB_DIR "/srv/batch/jobs"

struct job {
    const char *name;
    char *const *argv;
    int timeout;
};

static int prepare_environment(void)
{
    const char *path = getenv("PATH");
    char value[2048];

    snprintf(value, sizeof value, ".:" JOB_DIR ":%s", path ? path : "");
    if (setenv("PATH", value, 1) != 0 || setenv("LD_LIBRARY_PATH", JOB_DIR "/lib:", 1) != 0)
        return -1;
    return setenv("BATCH_DIR", JOB_DIR, 1);
}

int run_job(const struct job *job)
{
    int status = 0;
    time_t started = time(NULL);
    pid_t child = fork();

    if (child < 0) {
        fprintf(stderr, "job %s: %s\n", job->name, strerror(errno));
        return -1;
    }
    if (child == 0) {
        if (chdir(JOB_DIR) != 0 || prepare_environment() != 0)
            _exit(126);
        alarm((unsigned)job->timeout);
        execvp(job->argv[0], job->argv);
        _exit(127);
    }
    if (waitpid(child, &status, 0) != child)
        return -1;
    printf("job %s: status %d after %ld s\n", job->name, WEXITSTATUS(status), (long)(time(NULL) - started));
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
