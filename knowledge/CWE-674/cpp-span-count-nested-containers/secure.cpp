#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

struct Field {
    std::uint16_t type;
    std::vector<std::uint8_t> value;
};

constexpr std::uint16_t kContainer = 0x8000;
constexpr std::size_t kMaxDepth = 16;

static std::uint16_t be16(std::span<const std::uint8_t> bytes, std::size_t at)
{
    return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

void decode_fields(std::span<const std::uint8_t> bytes, std::vector<Field> &fields, std::size_t depth = 0)
{
    if (depth > kMaxDepth)
        throw std::runtime_error("containers are nested too deeply");
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (bytes.size() - at < 4)
            throw std::runtime_error("field header is cut off");
        const std::uint16_t type = be16(bytes, at);
        const std::uint16_t length = be16(bytes, at + 2);
        at += 4;
        if (length > bytes.size() - at)
            throw std::runtime_error("field is cut off");

        const auto body = bytes.subspan(at, length);
        if (type & kContainer)
            decode_fields(body, fields, depth + 1);
        else
            fields.push_back({type, {body.begin(), body.end()}});
        at += length;
    }
}
