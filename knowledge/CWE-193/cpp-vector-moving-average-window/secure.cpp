#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

struct Sample {
    double celsius;
    bool valid;
};

// Average over the last window samples; nothing if fewer than half of them are valid.
std::optional<double> moving_average(const std::vector<Sample>& history, std::size_t window)
{
    if (window == 0 || history.empty())
        return std::nullopt;

    const std::size_t begin = history.size() > window ? history.size() - window : 0;
    double sum = 0.0;
    double coldest = 1000.0;
    std::size_t used = 0;
    for (std::size_t i = begin; i < history.size(); ++i) {
        const Sample& sample = history[i];
        if (!sample.valid)
            continue;
        sum += sample.celsius;
        coldest = std::min(coldest, sample.celsius);
        ++used;
    }

    if (used * 2 < window)
        return std::nullopt;
    const double average = sum / static_cast<double>(used);
    return average - coldest > 15.0 ? coldest : average;
}
