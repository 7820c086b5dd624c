#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

struct controller {
    char name[32];
    char room[32];
    char pairing_code[12];
    uint16_t firmware;
    uint32_t serial;
};

struct info_reply {
    uint8_t type;
    uint16_t firmware;
    uint32_t serial;
    char name[32];
    char room[32];
    char pairing_code[12];
};

int answer_discovery(int sock, const struct controller *ctl, const struct sockaddr_in *peer)
{
    struct info_reply reply;
    ssize_t sent;

    reply.type = 0x21;
    reply.firmware = htons(ctl->firmware);
    reply.serial = htonl(ctl->serial);
    snprintf(reply.name, sizeof reply.name, "%s", ctl->name);
    snprintf(reply.room, sizeof reply.room, "%s", ctl->room);
    memcpy(reply.pairing_code, ctl->pairing_code, sizeof reply.pairing_code);

    sent = sendto(sock, &reply, sizeof reply, 0, (const struct sockaddr *)peer, sizeof *peer);
    if (sent != (ssize_t)sizeof reply) {
        perror("discovery reply");
        return -1;
    }
    return 0;
}
