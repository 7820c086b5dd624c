#include <cctype>
#include <cstdlib>
#include <iostream>
#include <map>
#include <regex>
#include <string>

static const std::regex kLine(R"((\s*[A-Za-z_]+\s*=\s*[-+.0-9]+\s*;?)+)");
static const std::regex kPair(R"(([A-Za-z_]+)\s*=\s*([-+.0-9]+))");

bool parse_sensor_line(const std::string &line, std::map<std::string, double> &values)
{
    values.clear();
    if (!std::regex_match(line, kLine))
        return false;
    for (std::sregex_iterator it(line.begin(), line.end(), kPair), end; it != end; ++it)
        values[(*it)[1]] = std::strtod((*it)[2].str().c_str(), nullptr);
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
