#include <charconv>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

struct Track {
    std::string title;
    int seconds;
};

static long query_number(const std::map<std::string, std::string>& query, const std::string& key,
                         long fallback, long low, long high)
{
    const auto it = query.find(key);
    if (it == query.end())
        return fallback;
    const std::string_view text = it->second;
    long value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end != text.data() + text.size() || value < low || value > high)
        throw std::invalid_argument(key + " is out of range");
    return value;
}

std::string render_window(const std::vector<Track>& tracks, const std::map<std::string, std::string>& query)
{
    const long total = static_cast<long>(tracks.size());
    const long first = query_number(query, "first", 0, 0, total);
    const long count = query_number(query, "count", 20, 1, 100);

    std::string out = "{\"total\":" + std::to_string(total) + ",\"tracks\":[";
    for (long i = first; i < first + count && i < total; ++i) {
        const Track& track = tracks[static_cast<std::size_t>(i)];
        if (i != first)
            out += ',';
        out += "{\"no\":" + std::to_string(i) + ",\"seconds\":" + std::to_string(track.seconds) + "}";
    }
    return out + "]}";
}
