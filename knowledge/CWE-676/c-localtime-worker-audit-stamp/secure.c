#include <pthread.h>
#include <stdio.h>
#include <time.h>

static pthread_mutex_t audit_lock = PTHREAD_MUTEX_INITIALIZER;

struct door_event {
    unsigned door;
    unsigned badge;
    time_t when;
    time_t badge_expires;
};

/* Called by every worker thread when a badge has been read. */
void audit_door(FILE *audit, const struct door_event *ev, int granted)
{
    char stamp[32], expiry[32];

    struct tm tm;
    if (localtime_r(&ev->when, &tm) == NULL ||
        strftime(stamp, sizeof(stamp), "%Y-%m-%d %H:%M:%S", &tm) == 0)
        snprintf(stamp, sizeof(stamp), "@%lld", (long long)ev->when);
    if (localtime_r(&ev->badge_expires, &tm) == NULL ||
        strftime(expiry, sizeof(expiry), "%Y-%m-%d", &tm) == 0)
        snprintf(expiry, sizeof(expiry), "@%lld", (long long)ev->badge_expires);

    pthread_mutex_lock(&audit_lock);
    fprintf(audit, "%s door=%u badge=%u expires=%s %s\n", stamp, ev->door, ev->badge,
            expiry, granted ? "granted" : "denied");
    fflush(audit);
    pthread_mutex_unlock(&audit_lock);
}
