#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

// File: numbers separated by ';', e.g. "0.98;1.002;17".
std::vector<double> load_calibration(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot open " + path);
    std::vector<char> text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (text.empty() || text.size() > 65536)
        throw std::runtime_error("calibration file has a wrong size: " + path);

    std::vector<double> values;
    const char* p = text.data();
    while (p != nullptr) {
        char* end = nullptr;
        const double value = std::strtod(p, &end);
        if (end == p || !std::isfinite(value))
            throw std::runtime_error("calibration value " + std::to_string(values.size() + 1));
        values.push_back(value);
        p = std::strchr(end, ';');
        if (p != nullptr)
            ++p;
    }
    return values;
}
