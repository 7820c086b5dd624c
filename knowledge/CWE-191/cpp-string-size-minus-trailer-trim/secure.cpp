#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

struct Reading {
    std::string text;
    std::uint8_t checksum;
};

// Frame: text, 0x20 padding, ETX, checksum byte.
std::optional<Reading> decode_frame(const std::string& frame)
{
    constexpr char kEtx = 0x03;
    constexpr std::size_t kTrailer = 2;

    if (frame.size() < kTrailer)
        return std::nullopt;
    const std::size_t body = frame.size() - kTrailer;
    if (frame[body] != kEtx)
        return std::nullopt;

    std::size_t end = body;
    while (end > 0 && frame[end - 1] == ' ')
        --end;
    const std::string text = frame.substr(0, end);

    std::uint8_t sum = 0;
    for (char c : text)
        sum = static_cast<std::uint8_t>(sum + static_cast<std::uint8_t>(c));
    const auto expected = static_cast<std::uint8_t>(frame[body + 1]);
    if (sum != expected)
        return std::nullopt;
    return Reading{text, expected};
}
