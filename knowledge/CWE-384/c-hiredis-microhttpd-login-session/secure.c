#include <hiredis/hiredis.h>
#include <microhttpd.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>

#define SESSION_SECONDS 1800

int password_ok(const char *account, const char *password);

static int new_session_id(char out[33])
{
    unsigned char raw[16];
    if (RAND_bytes(raw, sizeof(raw)) != 1)
        return -1;
    for (size_t i = 0; i < sizeof(raw); i++)
        snprintf(out + 2 * i, 3, "%02x", raw[i]);
    return 0;
}

/* Every visitor has a visitor id in the cookie "sid"; called with the posted form fields. */
int start_account_session(redisContext *redis, struct MHD_Connection *conn, struct MHD_Response *response,
                          const char *account, const char *password)
{
    const char *visitor = MHD_lookup_connection_value(conn, MHD_COOKIE_KIND, "sid");
    char sid[33], header[128];
    redisReply *reply;

    if (visitor == NULL || strlen(visitor) != 32 || strspn(visitor, "0123456789abcdef") != 32)
        return MHD_HTTP_BAD_REQUEST;
    if (!password_ok(account, password))
        return MHD_HTTP_UNAUTHORIZED;
    if (new_session_id(sid) != 0)
        return MHD_HTTP_INTERNAL_SERVER_ERROR;
    reply = redisCommand(redis, "DEL session:%s", visitor);
    if (reply != NULL)
        freeReplyObject(reply);

    reply = redisCommand(redis, "SET session:%s %s EX %d", sid, account, SESSION_SECONDS);
    if (reply == NULL || reply->type == REDIS_REPLY_ERROR) {
        if (reply != NULL)
            freeReplyObject(reply);
        return MHD_HTTP_INTERNAL_SERVER_ERROR;
    }
    freeReplyObject(reply);
    snprintf(header, sizeof(header), "sid=%s; Path=/; HttpOnly; Secure; SameSite=Lax", sid);
    MHD_add_response_header(response, MHD_HTTP_HEADER_SET_COOKIE, header);
    return MHD_HTTP_OK;
}
