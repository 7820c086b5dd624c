#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

using PriceList = std::unordered_map<std::string, int>;  // cents per piece

// Cart text: one "sku=quantity" entry per line. Returns the total in cents.
std::optional<int> cart_total(std::string_view cart, const PriceList& prices)
{
    int total = 0;
    while (!cart.empty()) {
        const auto eol = cart.find('\n');
        const std::string_view line = cart.substr(0, eol);
        cart = eol == std::string_view::npos ? std::string_view{} : cart.substr(eol + 1);

        const auto eq = line.find('=');
        if (eq == std::string_view::npos)
            continue;
        const auto price = prices.find(std::string(line.substr(0, eq)));
        if (price == prices.end())
            return std::nullopt;

        int quantity = 0;
        const char* end = line.data() + line.size();
        const auto [ptr, ec] = std::from_chars(line.data() + eq + 1, end, quantity);
        if (ec != std::errc{} || ptr != end || quantity < 1)
            return std::nullopt;
        total += price->second * quantity;
    }
    return total;
}
