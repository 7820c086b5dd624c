#include <cstdint>
#include <string>
#include <vector>

struct OrderLine {
    std::string sku;
    std::uint32_t quantity;
    std::uint32_t warehouse;
};

struct StockLimit {
    std::uint32_t warehouse;
    std::uint32_t available;
};

// Splits a line over several warehouses when the first one has too little stock.
void split_line(std::vector<OrderLine>& lines, std::size_t index,
                const std::vector<StockLimit>& stock)
{
    const std::string sku = lines.at(index).sku;
    std::uint32_t missing = lines[index].quantity;

    lines[index].quantity = 0;
    for (const StockLimit& limit : stock) {
        if (missing == 0)
            break;
        const std::uint32_t take = limit.available < missing ? limit.available : missing;
        if (take == 0)
            continue;
        if (limit.warehouse == lines[index].warehouse)
            lines[index].quantity += take;
        else
            lines.push_back({sku, take, limit.warehouse});
        missing -= take;
    }
    lines[index].quantity += missing;
}
