#include <hiredis/hiredis.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <syslog.h>

struct broker_config {
    char host[128];
    int port;
    char user[64];
    char password[128];
};

redisContext *connect_broker(const struct broker_config *cfg)
{
    struct timeval timeout = { 3, 0 };
    redisContext *broker = redisConnectWithTimeout(cfg->host, cfg->port, timeout);
    redisReply *reply;

    if (broker == NULL || broker->err) {
        syslog(LOG_ERR, "broker %s:%d not reachable: %s", cfg->host, cfg->port,
               broker ? broker->errstr : "out of memory");
        if (broker != NULL)
            redisFree(broker);
        return NULL;
    }

    reply = redisCommand(broker, "AUTH %s %s", cfg->user, cfg->password);
    if (reply == NULL || reply->type == REDIS_REPLY_ERROR) {
        syslog(LOG_WARNING, "broker login of %s failed: %s", cfg->user,
               reply ? reply->str : broker->errstr);
        if (reply != NULL)
            freeReplyObject(reply);
        redisFree(broker);
        return NULL;
    }
    freeReplyObject(reply);
    syslog(LOG_INFO, "broker connected as %s", cfg->user);
    return broker;
}
