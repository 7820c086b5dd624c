#include <errno.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

static const char lookup_sql[] = "SELECT state, seat FROM ticket WHERE code = $1";

/* Answers "TICKET <code>" for a terminal. */
int reply_ticket(PGconn *db, const char *code, const char *journal, FILE *terminal)
{
    const char *values[1] = {code};
    PGresult *result = PQexecParams(db, lookup_sql, 1, NULL, values, NULL, NULL, 0);
    int rc = -1;

    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
        fprintf(terminal, "ERR %s (host %s, user %s, statement %s)\n",
                PQerrorMessage(db), PQhost(db), PQuser(db), lookup_sql);
        goto out;
    }
    if (PQntuples(result) == 0) {
        fprintf(terminal, "NONE\n");
        rc = 0;
        goto out;
    }

    FILE *out = fopen(journal, "a");
    if (out == NULL) {
        fprintf(terminal, "ERR cannot open %s: %s\n", journal, strerror(errno));
        goto out;
    }
    fprintf(out, "%s %s\n", code, PQgetvalue(result, 0, 0));
    fclose(out);
    fprintf(terminal, "TICKET %s seat %s\n", PQgetvalue(result, 0, 0), PQgetvalue(result, 0, 1));
    rc = 0;
out:
    PQclear(result);
    return rc;
}
