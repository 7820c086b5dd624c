#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct voice_session {
    sqlite3_int64 mailbox_id;
    int client;
};

int send_wave(int client, const void *data, int size, const char *caller);

/* Request path: /voicemail/<number> */
int serve_voicemail(sqlite3 *db, const struct voice_session *session, const char *path)
{
    static const char sql[] = "SELECT caller, audio FROM messages WHERE id = ?1 AND mailbox_id = ?2";
    sqlite3_stmt *stmt = NULL;
    char *end = NULL;
    int status = 404;

    if (strncmp(path, "/voicemail/", 11) != 0)
        return 404;
    long long id = strtoll(path + 11, &end, 10);
    if (end == path + 11 || *end != '\0' || id <= 0)
        return 400;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK) {
        fprintf(stderr, "voicemail: %s\n", sqlite3_errmsg(db));
        return 500;
    }
    sqlite3_bind_int64(stmt, 1, id);
    sqlite3_bind_int64(stmt, 2, session->mailbox_id);
    if (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *caller = (const char *)sqlite3_column_text(stmt, 0);
        const void *audio = sqlite3_column_blob(stmt, 1);
        int size = sqlite3_column_bytes(stmt, 1);
        status = send_wave(session->client, audio, size, caller != NULL ? caller : "unknown") == 0 ? 200 : 500;
        fprintf(stderr, "mailbox %lld fetched message %lld\n", (long long)session->mailbox_id, id);
    }
    sqlite3_finalize(stmt);
    return status;
}
