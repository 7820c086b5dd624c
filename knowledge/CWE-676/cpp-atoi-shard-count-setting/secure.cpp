#include <charconv>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

struct TenantLimits {
    int max_jobs = 10;      // 0 means no limit
    int max_minutes = 30;   // 0 means no limit
};

using Settings = std::map<std::string, std::string>;

static bool read_limit(const Settings& settings, const std::string& key, int& limit)
{
    const auto it = settings.find(key);
    if (it == settings.end())
        return true;
    const std::string& text = it->second;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (ec != std::errc{} || end != text.data() + text.size())
        return false;
    return limit >= 0;
}

bool load_limits(const Settings& settings, const std::string& tenant, TenantLimits& limits)
{
    TenantLimits loaded;
    if (!read_limit(settings, tenant + ".max_jobs", loaded.max_jobs) ||
        !read_limit(settings, tenant + ".max_minutes", loaded.max_minutes)) {
        std::cerr << "limits of " << tenant << " are not valid, keeping the old ones\n";
        return false;
    }
    limits = loaded;
    return true;
}
