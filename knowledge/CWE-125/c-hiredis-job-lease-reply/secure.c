#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>

struct job {
    char id[40];
    char queue[32];
    long long attempts;
};

int job_lease(redisContext *ctx, const char *worker, struct job *job)
{
    redisReply *reply = redisCommand(ctx, "FCALL lease_job 1 jobs %s", worker);
    int rc = -1;

    if (reply == NULL) {
        fprintf(stderr, "lease: %s\n", ctx->errstr);
        return -1;
    }
    if (reply->type == REDIS_REPLY_ERROR) {
        fprintf(stderr, "lease: %s\n", reply->str);
        goto out;
    }
    if (reply->type != REDIS_REPLY_ARRAY || reply->elements < 3 ||
        reply->element[0]->type != REDIS_REPLY_STRING ||
        reply->element[1]->type != REDIS_REPLY_STRING ||
        reply->element[2]->type != REDIS_REPLY_STRING) {
        fprintf(stderr, "lease: unexpected reply with %zu elements\n", reply->elements);
        goto out;
    }

    snprintf(job->id, sizeof(job->id), "%s", reply->element[0]->str);
    snprintf(job->queue, sizeof(job->queue), "%s", reply->element[1]->str);
    job->attempts = strtoll(reply->element[2]->str, NULL, 10);
    rc = 0;
out:
    freeReplyObject(reply);
    return rc;
}
