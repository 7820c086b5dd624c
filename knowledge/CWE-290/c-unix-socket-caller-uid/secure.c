#define _GNU_SOURCE
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <syslog.h>
#include <unistd.h>

#define BACKUP_UID 940

struct request {
    uint32_t uid;
    char verb[16];
    char volume[64];
};

int start_snapshot(const char *volume);
int drop_snapshots(const char *volume);

static int caller(int client, const struct request *req, uid_t *uid)
{
    struct ucred peer;
    socklen_t length = sizeof peer;

    (void)req;
    if (getsockopt(client, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0 || length != sizeof peer)
        return -1;
    *uid = peer.uid;
    return 0;
}

/* Serves one client of the snapshot daemon on its Unix socket; returns 0 where the verb was carried out. */
int serve_client(int client)
{
    struct request req;
    uid_t uid;
    int result = -1;

    if (recv(client, &req, sizeof req, MSG_WAITALL) != (ssize_t)sizeof req)
        return -1;
    req.verb[sizeof req.verb - 1] = '\0';
    req.volume[sizeof req.volume - 1] = '\0';
    if (caller(client, &req, &uid) != 0)
        return -1;

    if (strcmp(req.verb, "snapshot") == 0)
        result = start_snapshot(req.volume);
    else if (strcmp(req.verb, "drop") == 0 && (uid == 0 || uid == BACKUP_UID))
        result = drop_snapshots(req.volume);
    syslog(LOG_INFO, "uid %u: %s %s gives %d", (unsigned)uid, req.verb, req.volume, result);
    return write(client, &result, sizeof result) == (ssize_t)sizeof result ? result : -1;
}
