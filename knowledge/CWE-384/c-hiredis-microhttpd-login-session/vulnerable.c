#include <hiredis/hiredis.h>
#include <microhttpd.h>
#include <stdio.h>
#include <string.h>

#define SESSION_SECONDS 1800

int password_ok(const char *account, const char *password);

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
    memcpy(sid, visitor, sizeof(sid));

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
