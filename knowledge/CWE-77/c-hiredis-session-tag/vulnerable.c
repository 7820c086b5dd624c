#include <stdio.h>
#include <string.h>
#include <hiredis/hiredis.h>

#define SESSION_TTL 3600

int tag_session(redisContext *ctx, const char *session_id, const char *tag)
{
    char line[512];
    redisReply *reply;
    int stored;

    if (strlen(tag) > 200)
        return -1;
    snprintf(line, sizeof line, "SET session:%s:tag %s EX %d", session_id, tag, SESSION_TTL);

    reply = redisCommand(ctx, line);
    if (reply == NULL) {
        fprintf(stderr, "session store: %s\n", ctx->errstr);
        return -1;
    }
    stored = reply->type == REDIS_REPLY_STATUS && strcmp(reply->str, "OK") == 0;
    if (!stored && reply->type == REDIS_REPLY_ERROR)
        fprintf(stderr, "session store refused the tag: %s\n", reply->str);
    freeReplyObject(reply);
    return stored ? 0 : -1;
}
