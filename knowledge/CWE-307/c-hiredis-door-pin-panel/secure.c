#include <hiredis/hiredis.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

#define MAX_FAILURES 6
#define LOCK_SECONDS 600

int pin_digest(const char *badge, const char *pin, unsigned char out[32]);
int stored_digest(const char *badge, unsigned char out[32]);
int unlock_door(int door);

static long long count_attempt(redisContext *redis, const char *badge)
{
    long long count = -1;
    redisReply *reply = redisCommand(redis, "INCR pin-attempts:%s", badge);
    if (reply != NULL && reply->type == REDIS_REPLY_INTEGER)
        count = reply->integer;
    if (reply != NULL)
        freeReplyObject(reply);
    reply = redisCommand(redis, "EXPIRE pin-attempts:%s %d NX", badge, LOCK_SECONDS);
    if (reply != NULL)
        freeReplyObject(reply);
    return count;
}

int handle_pin_entry(redisContext *redis, int door, const char *badge, const char *pin)
{
    unsigned char given[32], wanted[32];

    long long count = count_attempt(redis, badge);
    if (count < 0 || count > MAX_FAILURES) {
        syslog(LOG_WARNING, "door %d: badge %s is locked (%lld attempts)", door, badge, count);
        return -1;
    }
    if (stored_digest(badge, wanted) != 0 || pin_digest(badge, pin, given) != 0)
        return -1;
    if (CRYPTO_memcmp(given, wanted, sizeof(wanted)) != 0) {
        syslog(LOG_NOTICE, "door %d: wrong pin for badge %s, attempt %lld", door, badge, count);
        return -1;
    }
    redisReply *reply = redisCommand(redis, "DEL pin-attempts:%s", badge);
    if (reply != NULL)
        freeReplyObject(reply);
    syslog(LOG_INFO, "door %d: opened by badge %s", door, badge);
    return unlock_door(door);
}
