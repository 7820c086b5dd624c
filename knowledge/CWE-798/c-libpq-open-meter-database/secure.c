#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#define METER_DB_NAME "metering"
#define METER_DB_USER "meterd"
#define METER_DB_PASSWORD_ENV "METERD_DB_PASSWORD"

PGconn *open_meter_database(const char *host, const char *port)
{
    PGconn *conn;
    const char *password = getenv(METER_DB_PASSWORD_ENV);
    const char *keywords[] = { "host", "port", "dbname", "user", "password", "sslmode", NULL };
    const char *values[] = { host, port, METER_DB_NAME, METER_DB_USER, password,
                             "verify-full", NULL };

    if (password == NULL || *password == '\0') {
        fprintf(stderr, "meterd: %s is not set\n", METER_DB_PASSWORD_ENV);
        return NULL;
    }

    conn = PQconnectdbParams(keywords, values, 0);
    if (PQstatus(conn) != CONNECTION_OK) {
        fprintf(stderr, "meterd: no connection to %s: %s", host, PQerrorMessage(conn));
        PQfinish(conn);
        return NULL;
    }

    if (PQsetClientEncoding(conn, "UTF8") != 0) {
        fprintf(stderr, "meterd: cannot set client encoding\n");
        PQfinish(conn);
        return NULL;
    }
    return conn;
}
