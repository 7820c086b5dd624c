#include <cstdlib>
#include <hiredis/hiredis.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>

using Reply = std::unique_ptr<redisReply, decltype(&freeReplyObject)>;
using PriceList = std::unordered_map<std::string, long>;

struct Cart {
    std::unordered_map<std::string, int> items;
    long total_cents = 0;
};

Cart load_cart(redisContext *redis, const std::string &cart_id, const PriceList &prices)
{
    Reply reply(static_cast<redisReply *>(redisCommand(redis, "HGETALL cart:%s", cart_id.c_str())), freeReplyObject);
    if (reply == nullptr)
        throw std::runtime_error(std::string("cart store: ") + redis->errstr);
    if (reply->type != REDIS_REPLY_ARRAY || reply->elements % 2 != 0)
        throw std::runtime_error("cart store: unexpected reply");

    Cart cart;
    for (std::size_t i = 0; i < reply->elements; i += 2) {
        if (reply->element[i]->type != REDIS_REPLY_STRING || reply->element[i + 1]->type != REDIS_REPLY_STRING)
            throw std::runtime_error("cart store: unexpected reply");
        const std::string sku(reply->element[i]->str, reply->element[i]->len);
        const int quantity = std::atoi(reply->element[i + 1]->str);
        if (quantity <= 0)
            continue;

        const auto price = prices.find(sku);
        if (price == prices.end())
            throw std::invalid_argument("no price for " + sku);
        cart.items[sku] = quantity;
        cart.total_cents += price->second * quantity;
    }
    return cart;
}
