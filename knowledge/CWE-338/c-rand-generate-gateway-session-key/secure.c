#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#define SESSION_KEY_LEN 16

struct node_session {
    uint32_t node_id;
    uint32_t counter;
    time_t started;
    uint8_t key[SESSION_KEY_LEN];
};

int start_node_session(struct node_session *session, uint32_t node_id)
{
    size_t filled = 0;

    if (session == NULL || node_id == 0)
        return -1;

    memset(session, 0, sizeof *session);
    session->node_id = node_id;
    session->started = time(NULL);

    while (filled < SESSION_KEY_LEN) {
        ssize_t n = getrandom(session->key + filled, SESSION_KEY_LEN - filled, 0);
        if (n < 0) {
            perror("getrandom");
            return -1;
        }
        filled += (size_t)n;
    }

    fprintf(stderr, "gateway: session with node %u started\n", (unsigned)node_id);
    return 0;
}
