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

    struct tm *tm = localtime(&ev->when);
    strftime(stamp, sizeof(stamp), "%Y-%m-%d %H:%M:%S", tm);
    tm = localtime(&ev->badge_expires);
    strftime(expiry, sizeof(expiry), "%Y-%m-%d", tm);

    pthread_mutex_lock(&audit_lock);
    fprintf(audit, "%s door=%u badge=%u expires=%s %s\n", stamp, ev->door, ev->badge,
            expiry, granted ? "granted" : "denied");
    fflush(audit);
    pthread_mutex_unlock(&audit_lock);
}
