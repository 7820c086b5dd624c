#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

struct PortRange {
    std::uint16_t first;
    std::uint16_t last;
};

constexpr std::array<unsigned long, 5> kReserved = {22, 23, 25, 179, 445};

static bool touches_reserved(unsigned long first, unsigned long last)
{
    return std::any_of(kReserved.begin(), kReserved.end(),
                       [=](unsigned long port) { return port >= first && port <= last; });
}

// Parses "8080" or "8000-8100" from a tenant's rule.
PortRange parse_ports(const std::string& text)
{
    std::size_t used = 0;
    const unsigned long first = std::stoul(text, &used);
    unsigned long last = first;
    if (used < text.size()) {
        if (text[used] != '-')
            throw std::invalid_argument("port range: " + text);
        last = std::stoul(text.substr(used + 1));
    }

    if (first == 0 || last < first || touches_reserved(first, last))
        throw std::invalid_argument("port range: " + text);
    if (last > std::numeric_limits<std::uint16_t>::max())
        throw std::out_of_range("port range: " + text);
    return {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last)};
}
