#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BIO_SIZE 256

struct profile {
    long long user_id;
    char bio[BIO_SIZE];
};

struct profile *profile_from_cache(redisContext *ctx, long long user_id)
{
    redisReply *reply = redisCommand(ctx, "HGET profile:%lld bio", user_id);
    struct profile *p = NULL;

    if (reply == NULL || reply->type != REDIS_REPLY_STRING) {
        fprintf(stderr, "profile %lld is not cached\n", user_id);
        goto out;
    }

    p = malloc(sizeof(*p));
    if (p == NULL)
        goto out;
    p->user_id = user_id;
    size_t len = reply->len < BIO_SIZE ? reply->len : BIO_SIZE - 1;
    memcpy(p->bio, reply->str, len);
    p->bio[len] = '\0';

    for (char *c = p->bio; *c != '\0'; c++)
        if (*c == '\r' || *c == '\n')
            *c = ' ';
out:
    if (reply != NULL)
        freeReplyObject(reply);
    return p;
}
