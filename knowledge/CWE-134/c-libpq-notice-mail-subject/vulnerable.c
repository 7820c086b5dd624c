#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

/* Writes the subject of reminder mails of a branch to out. */
int reminder_subject(PGconn *db, const char *branch_id, char *out, size_t out_len)
{
    const char *params[1] = {branch_id};
    PGresult *res = PQexecParams(db, "SELECT subject FROM mail_template WHERE branch_id = $1"
                                     " AND kind = 'reminder'",
                                 1, NULL, params, NULL, NULL, 0);
    int n;

    if (PQresultStatus(res) != PGRES_TUPLES_OK) {
        fprintf(stderr, "template: %s", PQerrorMessage(db));
        PQclear(res);
        return -1;
    }

    if (PQntuples(res) == 0)
        n = snprintf(out, out_len, "%s", "Your appointment");
    else
        n = snprintf(out, out_len, PQgetvalue(res, 0, 0));
    PQclear(res);

    if (n < 0 || (size_t)n >= out_len)
        return -1;
    out[strcspn(out, "\r\n")] = '\0';
    return 0;
}
