#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SESSION_KEY_LEN 16

struct node_session {
    uint32_t node_id;
    uint32_t counter;
    time_t started;
    uint8_t key[SESSION_KEY_LEN];
};

int start_node_session(struct node_session *session, uint32_t node_id)
{
    size_t i;

    if (session == NULL || node_id == 0)
        return -1;

    memset(session, 0, sizeof *session);
    session->node_id = node_id;
    session->started = time(NULL);

    srand((unsigned)session->started ^ (unsigned)getpid());
    for (i = 0; i < SESSION_KEY_LEN; i++)
        session->key[i] = (uint8_t)(rand() & 0xff);

    fprintf(stderr, "gateway: session with node %u started\n", (unsigned)node_id);
    return 0;
}
