#include <cctype>
#include <cstdint>
#include <optional>
#include <string_view>

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const int lower = std::tolower(static_cast<unsigned char>(c));
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Returns the sentence without '$' and checksum, or nothing if the checksum is wrong.
std::optional<std::string_view> check_sentence(std::string_view line)
{
    if (line.empty() || line.front() != '$')
        return std::nullopt;
    const auto star = line.find('*');
    if (star == std::string_view::npos)
        return std::nullopt;

    std::uint8_t sum = 0;
    for (char c : line.substr(1, star - 1))
        sum ^= static_cast<std::uint8_t>(c);

    const int high = hex_value(line[star + 1]);
    const int low = hex_value(line[star + 2]);
    if (high < 0 || low < 0 || (high * 16 + low) != sum)
        return std::nullopt;
    return line.substr(1, star - 1);
}
