#include <libpq-fe.h>
#include <microhttpd.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

static const char reading_query[] =
    "SELECT read_at, kwh FROM meter_reading WHERE meter_no = $1 ORDER BY read_at DESC LIMIT 1";

static enum MHD_Result reply_text(struct MHD_Connection *connection, unsigned status, char *text)
{
    enum MHD_Result queued;
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(text), text, MHD_RESPMEM_MUST_COPY);

    if (response == NULL)
        return MHD_NO;
    MHD_add_response_header(response, "Content-Type", "text/plain; charset=utf-8");
    queued = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return queued;
}

enum MHD_Result send_last_reading(struct MHD_Connection *connection, PGconn *db, const char *meter_no)
{
    char text[1024];
    const char *params[] = { meter_no };
    PGresult *result = PQexecParams(db, reading_query, 1, NULL, params, NULL, NULL, 0);
    unsigned status = MHD_HTTP_OK;

    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
        syslog(LOG_ERR, "reading lookup failed: %s", PQerrorMessage(db));
        snprintf(text, sizeof text, "readings are not available at the moment");
        status = MHD_HTTP_INTERNAL_SERVER_ERROR;
    } else if (PQntuples(result) == 0) {
        snprintf(text, sizeof text, "no reading");
        status = MHD_HTTP_NOT_FOUND;
    } else {
        snprintf(text, sizeof text, "%s %s kWh", PQgetvalue(result, 0, 0), PQgetvalue(result, 0, 1));
    }
    PQclear(result);
    return reply_text(connection, status, text);
}
