#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_UNIT 64

/* The unit in which a sensor reports, or NULL where the sensor has none. */
const char *unit_of_sensor(sqlite3 *db, int sensor)
{
    char unit[LONGEST_UNIT] = "";
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v2(db, "SELECT unit FROM sensors WHERE id = ?", -1, &statement, NULL) != SQLITE_OK)
        return NULL;
    sqlite3_bind_int(statement, 1, sensor);
    if (sqlite3_step(statement) == SQLITE_ROW) {
        const unsigned char *text = sqlite3_column_text(statement, 0);
        if (text != NULL)
            strncat(unit, (const char *)text, sizeof unit - 1);
    }
    sqlite3_finalize(statement);
    const char *found = unit;
    return found[0] == '\0' ? NULL : found;
}
