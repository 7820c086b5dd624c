#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RELAYS 24

struct board {
    unsigned char locked;
    unsigned char state[RELAYS];
    unsigned switched;
};

static enum MHD_Result reply(struct MHD_Connection *conn, unsigned status, const char *text)
{
    struct MHD_Response *r =
        MHD_create_response_from_buffer(strlen(text), (void *)text, MHD_RESPMEM_MUST_COPY);
    enum MHD_Result ret = MHD_queue_response(conn, status, r);

    MHD_destroy_response(r);
    return ret;
}

/* GET /toggle?slot=N */
enum MHD_Result handle_toggle(struct board *b, struct MHD_Connection *conn)
{
    const char *arg = MHD_lookup_connection_value(conn, MHD_GET_ARGUMENT_KIND, "slot");
    char text[32];

    if (arg == NULL)
        return reply(conn, MHD_HTTP_BAD_REQUEST, "slot is missing\n");
    int slot = (int)strtol(arg, NULL, 10);
    if (slot >= RELAYS)
        return reply(conn, MHD_HTTP_NOT_FOUND, "no such slot\n");
    if (b->locked)
        return reply(conn, MHD_HTTP_FORBIDDEN, "board is locked\n");

    b->state[slot] = !b->state[slot];
    b->switched++;
    snprintf(text, sizeof(text), "slot %d is %s\n", slot, b->state[slot] ? "on" : "off");
    return reply(conn, MHD_HTTP_OK, text);
}
