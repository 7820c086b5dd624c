#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>

struct lookup_reply {
    uint8_t status;
    uint32_t patient;
    char room[12];
    uint8_t bed;
    uint64_t since;
    char note[64];
};

struct admission {
    uint32_t patient;
    const char *room;
    uint8_t bed;
    uint64_t since;
    const char *note;
};

/* Answers a ward display that asks where a patient lies. */
ssize_t send_admission(int display, const struct admission *admission, int show_note)
{
    struct lookup_reply reply;

    memset(&reply, 0, sizeof reply);
    reply.status = admission != NULL ? 0 : 1;
    if (admission != NULL) {
        reply.patient = admission->patient;
        strncpy(reply.room, admission->room, sizeof reply.room - 1);
        reply.room[sizeof reply.room - 1] = '\0';
        reply.bed = admission->bed;
        reply.since = admission->since;
        if (show_note) {
            strncpy(reply.note, admission->note, sizeof reply.note - 1);
            reply.note[sizeof reply.note - 1] = '\0';
        }
    }
    return send(display, &reply, sizeof reply, 0);
}
