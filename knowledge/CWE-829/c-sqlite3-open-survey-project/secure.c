#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    const char *file;
} extensions[] = {
    {"geometry", "/usr/lib/survey/ext_geometry.so"},
    {"statistics", "/usr/lib/survey/ext_statistics.so"},
};

static const char *extension_file(const char *name)
{
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++)
        if (strcmp(extensions[i].name, name) == 0)
            return extensions[i].file;
    return NULL;
}

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
        const char *library = extension_file(name);
        if (library == NULL) {
            fprintf(stderr, "extension %s is not installed\n", name);
            goto fail;
        }
        if (sqlite3_load_extension(db, library, NULL, &error) != SQLITE_OK) {
            fprintf(stderr, "extension %s: %s\n", name, error ? error : "cannot be loaded");
            goto fail;
        }
        loaded++;
    }
    sqlite3_finalize(list);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    printf("%s opened with %d extensions\n", file, loaded);
    return db;

fail:
    sqlite3_free(error);
    sqlite3_finalize(list);
    sqlite3_close(db);
    return NULL;
}
