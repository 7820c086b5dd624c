#include <sqlite3.h>
#include <stdio.h>
#include <time.h>

struct reading {
    const char *device;
    const char *unit;
    double value;
    time_t taken_at;
};

int store_reading(sqlite3 *db, const struct reading *r)
{
    static const char sql[] =
        "INSERT INTO readings (device, unit, value, taken_at) "
        "VALUES (?1, ?2, ?3, ?4);";
    sqlite3_stmt *stmt = NULL;
    int rc;

    if (r->device == NULL || r->unit == NULL)
        return -1;

    rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_bind_text(stmt, 1, r->device, -1, SQLITE_TRANSIENT);
    if (rc == SQLITE_OK)
        rc = sqlite3_bind_text(stmt, 2, r->unit, -1, SQLITE_TRANSIENT);
    if (rc == SQLITE_OK)
        rc = sqlite3_bind_double(stmt, 3, r->value);
    if (rc == SQLITE_OK)
        rc = sqlite3_bind_int64(stmt, 4, (sqlite3_int64)r->taken_at);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt);
    if (rc != SQLITE_DONE)
        fprintf(stderr, "gateway: storing reading failed: %s\n", sqlite3_errmsg(db));
    sqlite3_finalize(stmt);
    return rc == SQLITE_DONE ? 0 : -1;
}
