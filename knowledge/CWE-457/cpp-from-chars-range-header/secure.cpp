#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

struct ByteRange {
    std::uint64_t first;
    std::uint64_t last;
};

// Parses "bytes=first-last" for a file of which the first visible bytes may be sent.
std::optional<ByteRange> parse_range(std::string_view header, std::uint64_t visible)
{
    constexpr std::string_view kUnit = "bytes=";
    if (header.substr(0, kUnit.size()) != kUnit || visible == 0)
        return std::nullopt;
    header.remove_prefix(kUnit.size());

    const auto dash = header.find('-');
    if (dash == std::string_view::npos)
        return std::nullopt;

    const char* const begin = header.data();
    const char* const end = begin + header.size();
    std::uint64_t first;
    std::uint64_t last;
    const auto head = std::from_chars(begin, begin + dash, first);
    const auto tail = std::from_chars(begin + dash + 1, end, last);
    if (head.ec != std::errc{} || head.ptr != begin + dash ||
        tail.ec != std::errc{} || tail.ptr != end)
        return std::nullopt;

    if (last >= visible)
        last = visible - 1;
    if (first > last)
        return std::nullopt;
    return ByteRange{first, last};
}
