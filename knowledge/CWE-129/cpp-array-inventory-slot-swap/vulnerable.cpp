#include <array>
#include <cstdint>
#include <string>
#include <utility>

struct ItemStack {
    std::uint32_t item = 0;
    std::uint16_t count = 0;
    std::uint16_t durability = 0;
};

struct MoveMessage {
    std::uint8_t from;
    std::uint8_t to;
};

class Player {
public:
    static constexpr std::uint16_t kMaxStack = 64;

    // Returns an error text for the client, empty when the move was done.
    std::string move_item(const MoveMessage& message)
    {
        if (trading_)
            return "inventory is locked while trading";

        ItemStack& from = inventory_[message.from];
        ItemStack& to = inventory_[message.to];
        if (from.count == 0)
            return "slot is empty";
        if (&from != &to && from.item == to.item && from.count + to.count <= kMaxStack) {
            to.count = static_cast<std::uint16_t>(to.count + from.count);
            from = ItemStack{};
        } else {
            std::swap(from, to);
        }
        return {};
    }

private:
    std::array<ItemStack, 40> inventory_{};
    bool trading_ = false;
    std::uint64_t gold_ = 0;
};
