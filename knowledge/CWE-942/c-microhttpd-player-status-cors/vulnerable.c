#include <microhttpd.h>
#include <stdio.h>
#include <string.h>

int player_status_json(char *buf, size_t size);
int player_control(const char *verb);

static void add_cors_headers(struct MHD_Connection *conn, struct MHD_Response *response)
{
    const char *origin = MHD_lookup_connection_value(conn, MHD_HEADER_KIND, "Origin");

    MHD_add_response_header(response, "Access-Control-Allow-Origin", origin != NULL ? origin : "*");
    MHD_add_response_header(response, "Access-Control-Allow-Credentials", "true");
}

enum MHD_Result on_player_request(void *cls, struct MHD_Connection *conn, const char *url, const char *method,
                                  const char *version, const char *upload, size_t *upload_size, void **con_cls)
{
    char body[1024] = "{}";
    unsigned status = MHD_HTTP_OK;

    if (strcmp(method, "GET") == 0 && strcmp(url, "/status") == 0) {
        if (player_status_json(body, sizeof(body)) != 0)
            status = MHD_HTTP_SERVICE_UNAVAILABLE;
    } else if (strcmp(method, "POST") == 0 && strncmp(url, "/control/", 9) == 0) {
        if (player_control(url + 9) != 0)
            status = MHD_HTTP_BAD_REQUEST;
    } else {
        status = MHD_HTTP_NOT_FOUND;
    }
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(body), body, MHD_RESPMEM_MUST_COPY);
    MHD_add_response_header(response, "Content-Type", "application/json");
    add_cors_headers(conn, response);
    enum MHD_Result rc = MHD_queue_response(conn, status, response);
    MHD_destroy_response(response);
    return rc;
}
