#include <err.h>

#include <fstream>
#include <set>
#include <string>

static const std::set<std::string> kUserKeys = {"forward", "vacation", "filter", "quota_warning"};

// Checks a user's include file and returns the number of wrong lines.
int check_user_config(const std::string& path)
{
    std::ifstream in(path);
    if (!in) {
        warn("%s", path.c_str());
        return -1;
    }

    int wrong = 0;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty() || line[0] == '#')
            continue;
        const auto eq = line.find('=');
        const std::string key = line.substr(0, eq);
        if (eq != std::string::npos && kUserKeys.count(key) != 0)
            continue;

        ++wrong;
        const std::string report = path + ":" + std::to_string(number) + ": bad line: " + line;
        warnx("%s", report.c_str());
    }
    return wrong;
}
