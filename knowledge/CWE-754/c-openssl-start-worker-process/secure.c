#include <grp.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <syslog.h>
#include <unistd.h>

struct worker {
    int client_fd;
    uid_t uid;
    gid_t gid;
    unsigned char session_key[32];
};

int serve_client(struct worker *w);

pid_t start_worker(struct worker *w, const char *share_dir)
{
    pid_t child = fork();
    if (child != 0) {
        if (child < 0)
            syslog(LOG_ERR, "cannot start a worker");
        close(w->client_fd);
        return child;
    }

    if (RAND_bytes(w->session_key, sizeof w->session_key) != 1) {
        syslog(LOG_ERR, "no session key");
        _exit(70);
    }

    if (chroot(share_dir) != 0 || chdir("/") != 0) {
        syslog(LOG_ERR, "cannot enter %s: %m", share_dir);
        _exit(71);
    }
    if (setgroups(0, NULL) != 0 || setgid(w->gid) != 0 || setuid(w->uid) != 0) {
        syslog(LOG_ERR, "cannot become uid %u: %m", (unsigned)w->uid);
        _exit(71);
    }

    syslog(LOG_INFO, "worker %d for %s", (int)getpid(), share_dir);
    int rc = serve_client(w);
    memset(w->session_key, 0, sizeof w->session_key);
    _exit(rc == 0 ? 0 : 1);
}
