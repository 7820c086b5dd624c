#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Returns the tenant id that belongs to a token digest, 0 if there is none, -1 on errors. */
long token_tenant(PGconn *db, const char *digest, time_t now)
{
    const char *params[1] = {digest};
    PGresult *res = PQexecParams(db,
        "SELECT tenant_id, extract(epoch FROM expires)::bigint FROM api_token WHERE digest = $1",
        1, NULL, params, NULL, NULL, 0);

    if (PQresultStatus(res) != PGRES_TUPLES_OK) {
        fprintf(stderr, "token: %s", PQerrorMessage(db));
        PQclear(res);
        return -1;
    }
    if (PQntuples(res) == 0) {
        PQclear(res);
        return 0;
    }

    long long expires = strtoll(PQgetvalue(res, 0, 1), NULL, 10);
    if (expires < (long long)now) {
        fprintf(stderr, "token: expired at %lld\n", expires);
        PQclear(res);
        return 0;
    }

    long tenant = strtol(PQgetvalue(res, 0, 0), NULL, 10);
    PQclear(res);
    return tenant;
}
