#include <sqlite3.h>
#include <stdio.h>

static const char *const state_names[] = {"new", "assigned", "waiting", "solved", "closed"};

#define STATE_COUNT ((int)(sizeof(state_names) / sizeof(state_names[0])))

/* Prints the open tickets of a queue and returns their number. */
int report_queue(sqlite3 *db, const char *queue, FILE *out)
{
    sqlite3_stmt *stmt = NULL;
    int rows = 0;

    if (sqlite3_prepare_v2(db, "SELECT id, state, title FROM ticket WHERE queue = ?1 ORDER BY id",
                           -1, &stmt, NULL) != SQLITE_OK) {
        fprintf(stderr, "report: %s\n", sqlite3_errmsg(db));
        return -1;
    }
    sqlite3_bind_text(stmt, 1, queue, -1, SQLITE_STATIC);

    while (sqlite3_step(stmt) == SQLITE_ROW) {
        int state = sqlite3_column_int(stmt, 1);
        const unsigned char *title = sqlite3_column_text(stmt, 2);

        const char *name = state_names[state];
        fprintf(out, "%6lld  %-8s  %s\n", (long long)sqlite3_column_int64(stmt, 0), name,
                title != NULL ? (const char *)title : "");
        rows++;
    }
    if (rows == 0)
        fprintf(out, "queue %s is empty, states are %d\n", queue, STATE_COUNT);
    sqlite3_finalize(stmt);
    return rows;
}
