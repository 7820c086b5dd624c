#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

/* Switches the connection to the schema of the tenant that owns the host name. */
int tenant_select(PGconn *db, const char *host)
{
    const char *params[1] = {host};
    PGresult *res = PQexecParams(db, "SELECT schema_name FROM tenant WHERE host = $1",
                                 1, NULL, params, NULL, NULL, 0);
    if (PQresultStatus(res) != PGRES_TUPLES_OK || PQntuples(res) != 1) {
        fprintf(stderr, "tenant %s: %s\n", host, PQerrorMessage(db));
        PQclear(res);
        return -1;
    }

    char schema[64];
    int n = snprintf(schema, sizeof(schema), "%s", PQgetvalue(res, 0, 0));
    PQclear(res);
    if (n < 0 || (size_t)n >= sizeof(schema))
        return -1;

    params[0] = schema;
    res = PQexecParams(db, "SELECT set_config('search_path', $1, false)",
                       1, NULL, params, NULL, NULL, 0);
    int ok = PQresultStatus(res) == PGRES_TUPLES_OK;
    if (ok)
        printf("using schema %s for %s\n", schema, host);
    PQclear(res);
    return ok ? 0 : -1;
}
