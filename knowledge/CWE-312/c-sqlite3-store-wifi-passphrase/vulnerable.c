#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define PASSPHRASE_MAX 63

int store_wifi_network(sqlite3 *db, const char *ssid, const char *passphrase)
{
    static const char sql[] =
        "INSERT INTO wifi (ssid, passphrase, added_at) VALUES (?1, ?2, datetime('now')) "
        "ON CONFLICT (ssid) DO UPDATE SET passphrase = excluded.passphrase";
    sqlite3_stmt *stmt = NULL;
    int result = -1;

    if (strlen(ssid) > 32 || strlen(passphrase) < 8 || strlen(passphrase) > PASSPHRASE_MAX) {
        fprintf(stderr, "setup: network name or passphrase has a wrong length\n");
        return -1;
    }
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK) {
        fprintf(stderr, "setup: %s\n", sqlite3_errmsg(db));
        return -1;
    }
    sqlite3_bind_text(stmt, 1, ssid, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(stmt, 2, passphrase, -1, SQLITE_TRANSIENT);
    if (sqlite3_step(stmt) == SQLITE_DONE)
        result = 0;
    else
        fprintf(stderr, "setup: %s\n", sqlite3_errmsg(db));
    sqlite3_finalize(stmt);
    return result;
}
