#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sqlite3.h>

#define CODE_LEN 10

static const char alphabet[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

static int new_code(char code[CODE_LEN + 1])
{
    srand((unsigned)time(NULL));
    for (int i = 0; i < CODE_LEN; i++)
        code[i] = alphabet[rand() & 31];
    code[CODE_LEN] = '\0';
    return 0;
}

int enrol_handset(sqlite3 *db, const char *extension, char code[CODE_LEN + 1])
{
    static const char sql[] =
        "INSERT INTO handsets (extension, enrol_code, expires) "
        "VALUES (?1, ?2, strftime('%s','now') + 3600)";
    sqlite3_stmt *st = NULL;
    int rc = -1;

    if (strlen(extension) > 8 || new_code(code) != 0)
        return -1;
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK) {
        fprintf(stderr, "enrol %s: %s\n", extension, sqlite3_errmsg(db));
        return -1;
    }
    sqlite3_bind_text(st, 1, extension, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, code, -1, SQLITE_STATIC);
    if (sqlite3_step(st) == SQLITE_DONE)
        rc = 0;
    sqlite3_finalize(st);
    return rc;
}
