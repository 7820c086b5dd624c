#include <microhttpd.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

#define SESSION_SECONDS 900

struct admin_session {
    char id[33];
    long expires;
};

int session_store(const struct admin_session *session);
long monotonic_seconds(void);

/* Adds the session cookie of the router's web interface to the login response. */
int grant_admin_session(struct MHD_Response *response, const char *peer)
{
    struct admin_session session;
    unsigned char raw[16];
    char cookie[160];

    if (RAND_bytes(raw, sizeof(raw)) != 1) {
        syslog(LOG_ERR, "no random bytes for a session");
        return -1;
    }
    for (size_t i = 0; i < sizeof(raw); i++)
        snprintf(session.id + 2 * i, 3, "%02x", raw[i]);
    session.expires = monotonic_seconds() + SESSION_SECONDS;
    if (session_store(&session) != 0)
        return -1;

    snprintf(cookie, sizeof(cookie),
             "admin_sid=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict",
             session.id, SESSION_SECONDS);
    if (MHD_add_response_header(response, MHD_HTTP_HEADER_SET_COOKIE, cookie) != MHD_YES)
        return -1;
    syslog(LOG_INFO, "administrator session opened from %s", peer);
    return 0;
}
