#include <stdlib.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

struct session {
    int fd;
    char *nick;
    time_t last_seen;
    struct session *next;
};

struct session_table {
    struct session *head;
    unsigned active;
};

static void session_free(struct session *s)
{
    close(s->fd);
    free(s->nick);
    free(s);
}

void sessions_expire(struct session_table *table, time_t now, time_t max_idle)
{
    struct session *prev = NULL;

    for (struct session *s = table->head; s != NULL; s = s->next) {
        if (now - s->last_seen <= max_idle) {
            prev = s;
            continue;
        }
        syslog(LOG_INFO, "closing idle session of %s", s->nick);
        if (prev != NULL)
            prev->next = s->next;
        else
            table->head = s->next;
        session_free(s);
        table->active--;
    }
}
