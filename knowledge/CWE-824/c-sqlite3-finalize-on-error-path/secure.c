#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Writes the open tasks of a project as CSV. */
int export_tasks(sqlite3 *db, const char *project, FILE *out)
{
    sqlite3_stmt *stmt = NULL;
    char *pattern = NULL;
    size_t len = strlen(project);
    int rc = -1;

    if (len == 0 || len > 100) {
        fprintf(stderr, "export: project name has %zu characters\n", len);
        goto out;
    }
    pattern = malloc(len + 3);
    if (pattern == NULL)
        goto out;
    snprintf(pattern, len + 3, "%s/%%", project);

    if (sqlite3_prepare_v2(db, "SELECT id, path FROM task WHERE done = 0 AND path LIKE ?1",
                           -1, &stmt, NULL) != SQLITE_OK) {
        fprintf(stderr, "export: %s\n", sqlite3_errmsg(db));
        goto out;
    }
    sqlite3_bind_text(stmt, 1, pattern, -1, SQLITE_STATIC);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        fprintf(out, "%lld,\"%s\"\n", (long long)sqlite3_column_int64(stmt, 0),
                (const char *)sqlite3_column_text(stmt, 1));
    rc = 0;
out:
    sqlite3_finalize(stmt);
    free(pattern);
    return rc;
}
