#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

struct queue_stats {
    unsigned messages;
    unsigned deferred;
    time_t oldest;
};

int scan_mail_queue(const char *queue_dir, struct queue_stats *stats)
{
    char path[PATH_MAX], state[16];
    struct dirent *entry;
    long queued;
    DIR *dir = opendir(queue_dir);

    if (dir == NULL)
        return -1;
    memset(stats, 0, sizeof *stats);

    while ((entry = readdir(dir)) != NULL) {
        if (strncmp(entry->d_name, "msg-", 4) != 0)
            continue;
        if (snprintf(path, sizeof path, "%s/%s", queue_dir, entry->d_name) >= (int)sizeof path)
            continue;
        FILE *message = fopen(path, "r");
        if (message == NULL)
            continue;
        if (fscanf(message, "%15s %ld", state, &queued) != 2) {
            syslog(LOG_ERR, "%s: damaged message", entry->d_name);
            return -1;
        }
        stats->messages++;
        if (strcmp(state, "deferred") == 0)
            stats->deferred++;
        if (stats->oldest == 0 || (time_t)queued < stats->oldest)
            stats->oldest = (time_t)queued;
        fclose(message);
    }
    closedir(dir);
    syslog(LOG_INFO, "%u messages, %u deferred", stats->messages, stats->deferred);
    return 0;
}
