#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* Opens a project with the extensions it needs; NULL on failure. */
sqlite3 *open_survey_project(const char *file)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *list = NULL;
    char *error = NULL;
    int loaded = 0;

    if (sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        goto fail;
    if (sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL) != SQLITE_OK)
        goto fail;
    if (sqlite3_prepare_v2(db, "SELECT name FROM project_extensions ORDER BY position", -1, &list, NULL) != SQLITE_OK)
        goto fail;

    while (sqlite3_step(list) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(list, 0);
        if (name == NULL)
            continue;
        if (sqlite3_load_extension(db, name, NULL, &error) != SQLITE_OK) {
            fprintf(stderr, "extension %s: %s\n", name, error ? error : "cannot be loaded");
            goto fail;
        }
        loaded++;
    }
    sqlite3_finalize(list);
    printf("%s opened with %d extensions\n", file, loaded);
    return db;

fail:
    sqlite3_free(error);
    sqlite3_finalize(list);
    sqlite3_close(db);
    return NULL;
}
