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

int handle_terminal_msg(struct terminal_session *session, const struct terminal_msg *msg)
{
    if (msg->length > MSG_PAYLOAD_MAX) {
        fprintf(stderr, "terminal %u: message too long\n", (unsigned)session->terminal_id);
        return -1;
    }
    session->messages++;

#ifdef TERMINAL_TRACE
    fprintf(stderr, "terminal %u: type %02x, %u bytes\n", (unsigned)session->terminal_id, msg->type,
            (unsigned)msg->length);
#endif

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
