#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <span>
#include <vector>

struct FragmentHeader {
    std::uint32_t message_id;
    std::uint32_t total_size;
    std::uint32_t offset;
};

class Reassembler {
public:
    static constexpr std::uint32_t kMaxMessage = 1u << 20;

    // Returns true when the last byte of the message has arrived.
    bool add(const FragmentHeader& header, std::span<const std::byte> payload)
    {
        auto it = pending_.find(header.message_id);
        if (it == pending_.end()) {
            if (header.total_size == 0 || header.total_size > kMaxMessage)
                return false;
            it = pending_.emplace(header.message_id, Pending{}).first;
            it->second.data.resize(header.total_size);
        }

        Pending& message = it->second;
        std::memcpy(message.data.data() + header.offset, payload.data(), payload.size());
        message.received += payload.size();
        return message.received >= message.data.size();
    }

private:
    struct Pending {
        std::vector<std::byte> data;
        std::size_t received = 0;
    };
    std::map<std::uint32_t, Pending> pending_;
};
