#include <cctype>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

constexpr std::size_t kMaxLine = 1024;

static std::string trim(const std::string &text)
{
    const auto first = text.find_first_not_of(" \t\r");
    const auto last = text.find_last_not_of(" \t\r");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

bool parse_sensor_line(const std::string &line, std::map<std::string, double> &values)
{
    values.clear();
    if (line.size() > kMaxLine)
        return false;
    for (std::size_t start = 0; start < line.size();) {
        std::size_t stop = line.find(';', start);
        if (stop == std::string::npos)
            stop = line.size();
        const std::size_t equals = line.find('=', start);
        if (equals == std::string::npos || equals > stop)
            return false;
        const std::string name = trim(line.substr(start, equals - start));
        const std::string number = trim(line.substr(equals + 1, stop - equals - 1));
        if (name.empty() || number.empty() || number.find_first_not_of("-+.0123456789") != std::string::npos)
            return false;
        values[name] = std::strtod(number.c_str(), nullptr);
        start = stop + 1;
    }
    return !values.empty();
}

void read_sensor(std::istream &bus)
{
    std::string line;
    std::map<std::string, double> values;
    while (std::getline(bus, line)) {
        if (!parse_sensor_line(line, values)) {
            std::cerr << "line of " << line.size() << " characters skipped\n";
            continue;
        }
        for (const auto &[name, value] : values)
            std::cout << name << ' ' << value << '\n';
    }
}
