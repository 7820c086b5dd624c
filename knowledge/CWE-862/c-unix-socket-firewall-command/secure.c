#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <syslog.h>
#include <unistd.h>

int ruleset_reload(void);
int ruleset_block(const char *address);
size_t ruleset_status(char *buf, size_t size);

void serve_control_client(int client, uid_t operator_uid)
{
    char line[256], reply[512];
    struct ucred peer;
    socklen_t peer_len = sizeof(peer);
    ssize_t n = read(client, line, sizeof(line) - 1);
    int rc = 0;

    if (n <= 0)
        return;
    line[n] = '\0';
    line[strcspn(line, "\r\n")] = '\0';

    if (strcmp(line, "status") == 0) {
        size_t len = ruleset_status(reply, sizeof(reply));
        if (write(client, reply, len) < 0)
            syslog(LOG_WARNING, "status reply: %s", strerror(errno));
        return;
    }
    if (getsockopt(client, SOL_SOCKET, SO_PEERCRED, &peer, &peer_len) != 0
        || (peer.uid != 0 && peer.uid != operator_uid)) {
        dprintf(client, "ERR permission denied\n");
        return;
    }
    if (strcmp(line, "reload") == 0)
        rc = ruleset_reload();
    else if (strncmp(line, "block ", 6) == 0)
        rc = ruleset_block(line + 6);
    else
        rc = -EINVAL;
    syslog(LOG_NOTICE, "control command \"%s\" by uid %d: %d", line, (int)peer.uid, rc);
    dprintf(client, rc == 0 ? "OK\n" : "ERR %d\n", rc);
}
