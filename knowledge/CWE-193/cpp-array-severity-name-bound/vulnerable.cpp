#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

constexpr std::array<std::string_view, 8> kSeverity = {
    "emergency", "alert", "critical", "error", "warning", "notice", "info", "debug"};

struct Event {
    std::string severity;
    std::uint64_t count;
    std::string text;
};

// Message: "severity/count text"
std::optional<Event> parse_event(std::string_view message)
{
    const char* const end = message.data() + message.size();
    unsigned severity = 0;
    auto result = std::from_chars(message.data(), end, severity);
    if (result.ec != std::errc{} || result.ptr == end || *result.ptr != '/')
        return std::nullopt;
    if (severity > kSeverity.size())
        return std::nullopt;

    std::uint64_t count = 0;
    result = std::from_chars(result.ptr + 1, end, count);
    if (result.ec != std::errc{} || result.ptr == end || *result.ptr != ' ')
        return std::nullopt;

    return Event{std::string(kSeverity[severity]), count, std::string(result.ptr + 1, end)};
}
