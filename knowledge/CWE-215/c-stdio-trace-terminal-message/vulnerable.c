#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MSG_FLAG_TRACE 0x80
#define MSG_PAYLOAD_MAX 240

struct terminal_msg {
    uint8_t type;
    uint8_t flags;
    uint16_t length;
    uint8_t payload[MSG_PAYLOAD_MAX];
};

struct terminal_session {
    uint32_t terminal_id;
    uint8_t session_key[16];
    uint32_t messages;
};

int process_sale(struct terminal_session *session, const uint8_t *payload, uint16_t length);

static void hexdump(const char *label, const uint8_t *data, size_t len)
{
    fprintf(stderr, "%s:", label);
    for (size_t i = 0; i < len; i++)
        fprintf(stderr, " %02x", data[i]);
    fputc('\n', stderr);
}

int handle_terminal_msg(struct terminal_session *session, const struct terminal_msg *msg)
{
    if (msg->length > MSG_PAYLOAD_MAX) {
        fprintf(stderr, "terminal %u: message too long\n", (unsigned)session->terminal_id);
        return -1;
    }
    session->messages++;

    if (msg->flags & MSG_FLAG_TRACE) {
        fprintf(stderr, "terminal %u: type %02x\n", (unsigned)session->terminal_id, msg->type);
        hexdump("payload", msg->payload, msg->length);
        hexdump("session key", session->session_key, sizeof session->session_key);
    }

    switch (msg->type) {
    case 0x10:
        return process_sale(session, msg->payload, msg->length);
    case 0x7f:
        return 0;
    default:
        fprintf(stderr, "terminal %u: unknown type %02x\n", (unsigned)session->terminal_id, msg->type);
        return -1;
    }
}
