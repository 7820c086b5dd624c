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

    pos += std::snprintf(line + pos, sizeof(line) - pos, "%s", metric.name.c_str());
    for (const std::string& tag : metric.tags)
        pos += std::snprintf(line + pos, sizeof(line) - pos, ",%s", tag.c_str());
    pos += std::snprintf(line + pos, sizeof(line) - pos, " %.3f %lld\n", metric.value,
                         static_cast<long long>(now));
    return std::string(line, pos);
}
