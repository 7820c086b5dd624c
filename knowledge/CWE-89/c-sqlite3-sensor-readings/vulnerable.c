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
    char sql[512];
    char *errmsg = NULL;
    int rc;

    if (r->device == NULL || r->unit == NULL)
        return -1;

    rc = snprintf(sql, sizeof sql,
                  "INSERT INTO readings (device, unit, value, taken_at) "
                  "VALUES ('%s', '%s', %f, %lld);",
                  r->device, r->unit, r->value, (long long)r->taken_at);
    if (rc < 0 || (size_t)rc >= sizeof sql)
        return -1;

    rc = sqlite3_exec(db, sql, NULL, NULL, &errmsg);
    if (rc != SQLITE_OK) {
        fprintf(stderr, "gateway: storing reading failed: %s\n", errmsg);
        sqlite3_free(errmsg);
        return -1;
    }
    return 0;
}
