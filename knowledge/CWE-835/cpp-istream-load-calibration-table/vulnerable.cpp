#include <algorithm>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

struct CalibrationPoint {
    double raw;
    double value;
};

std::vector<CalibrationPoint> load_calibration(const std::string &file)
{
    std::ifstream in(file);
    if (!in)
        throw std::runtime_error("cannot open " + file);

    std::string header;
    std::getline(in, header);
    if (header.rfind("CAL", 0) != 0)
        throw std::runtime_error(file + " is not a calibration table");

    std::vector<CalibrationPoint> points;
    CalibrationPoint point{};
    while (!in.eof()) {
        in >> point.raw >> point.value;
        points.push_back(point);
    }

    if (points.size() < 2)
        throw std::runtime_error(file + " has too few points");
    std::sort(points.begin(), points.end(),
              [](const CalibrationPoint &a, const CalibrationPoint &b) { return a.raw < b.raw; });
    std::clog << file << ": " << points.size() << " points from " << points.front().raw << " to "
              << points.back().raw << '\n';
    return points;
}
