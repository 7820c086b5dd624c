#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

struct Metric {
    std::string name;
    std::vector<std::string> tags;
    double value;
};

// Formats a metric as one line for the collector, e.g. "name,tag,tag value timestamp".
std::string metric_line(const Metric& metric, std::time_t now)
{
    char line[512];
    std::size_t pos = 0;

    const auto advance = [&](int written) {
        if (written < 0 || static_cast<std::size_t>(written) >= sizeof(line) - pos)
            return false;
        pos += static_cast<std::size_t>(written);
        return true;
    };

    if (!advance(std::snprintf(line + pos, sizeof(line) - pos, "%s", metric.name.c_str())))
        return {};
    for (const std::string& tag : metric.tags)
        if (!advance(std::snprintf(line + pos, sizeof(line) - pos, ",%s", tag.c_str())))
            return {};
    if (!advance(std::snprintf(line + pos, sizeof(line) - pos, " %.3f %lld\n", metric.value,
                               static_cast<long long>(now))))
        return {};
    return std::string(line, pos);
}
