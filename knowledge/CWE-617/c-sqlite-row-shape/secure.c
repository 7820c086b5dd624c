#include <sqlite3.h>
#include <stdio.h>
#include <syslog.h>

struct locker {
    int number;
    char owner[40];
    double deposit;
};

/* Loads a locker of the swimming pool by the number that was typed at the counter; 0 where it was found. */
int load_locker(sqlite3 *db, const char *typed, struct locker *locker)
{
    sqlite3_stmt *query = NULL;

    if (sqlite3_prepare_v2(db, "SELECT number, owner, deposit FROM lockers WHERE number = ?", -1, &query,
                           NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_text(query, 1, typed, -1, SQLITE_TRANSIENT);
    int state = sqlite3_step(query);
    if (state != SQLITE_ROW || sqlite3_column_type(query, 1) != SQLITE_TEXT) {
        syslog(LOG_NOTICE, "there is no locker with an owner by that number");
        sqlite3_finalize(query);
        return -1;
    }
    locker->number = sqlite3_column_int(query, 0);
    snprintf(locker->owner, sizeof locker->owner, "%s", (const char *)sqlite3_column_text(query, 1));
    locker->deposit = sqlite3_column_double(query, 2);
    sqlite3_finalize(query);
    return 0;
}
