#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

struct delivery_stats {
    long count;
    long average_minutes;
    long late_percent;
};

int delivery_stats_load(PGconn *db, const char *depot, const char *month, struct delivery_stats *st)
{
    const char *params[2] = {depot, month};
    PGresult *res = PQexecParams(db,
        "SELECT count(*), coalesce(sum(minutes), 0), count(*) FILTER (WHERE late)"
        " FROM delivery WHERE depot = $1 AND to_char(day, 'YYYY-MM') = $2",
        2, NULL, params, NULL, NULL, 0);

    if (PQresultStatus(res) != PGRES_TUPLES_OK) {
        fprintf(stderr, "stats: %s", PQerrorMessage(db));
        PQclear(res);
        return -1;
    }

    long minutes = strtol(PQgetvalue(res, 0, 1), NULL, 10);
    long late = strtol(PQgetvalue(res, 0, 2), NULL, 10);
    st->count = strtol(PQgetvalue(res, 0, 0), NULL, 10);
    PQclear(res);

    st->average_minutes = minutes / st->count;
    st->late_percent = late * 100 / st->count;
    return 0;
}
