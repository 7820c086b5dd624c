#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct relay {
    const char *token;
    int outputs;
};

int relay_set(struct relay *relay, int output, int on);

static enum MHD_Result answer(struct MHD_Connection *conn, unsigned status, const char *text)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(text), (void *)text, MHD_RESPMEM_MUST_COPY);
    enum MHD_Result rc = MHD_queue_response(conn, status, response);
    MHD_destroy_response(response);
    return rc;
}

enum MHD_Result on_relay_request(void *cls, struct MHD_Connection *conn, const char *url, const char *method,
                                 const char *version, const char *upload, size_t *upload_size, void **con_cls)
{
    struct relay *relay = cls;
    int output = -1;
    char state[4] = "", text[64];

    if (strcmp(method, "POST") != 0)
        return answer(conn, MHD_HTTP_METHOD_NOT_ALLOWED, "POST only\n");
    if (sscanf(url, "/relay/%d/%3s", &output, state) != 2 || output < 0 || output >= relay->outputs)
        return answer(conn, MHD_HTTP_NOT_FOUND, "no such output\n");
    int on = strcmp(state, "on") == 0;
    if (relay_set(relay, output, on) != 0)
        return answer(conn, MHD_HTTP_INTERNAL_SERVER_ERROR, "relay does not answer\n");
    snprintf(text, sizeof(text), "output %d %s\n", output, on ? "on" : "off");
    return answer(conn, MHD_HTTP_OK, text);
}
