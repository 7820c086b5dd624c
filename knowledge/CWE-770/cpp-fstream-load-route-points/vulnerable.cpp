#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

struct RoutePoint {
    double latitude;
    double longitude;
    std::uint32_t seconds;
    std::uint32_t flags;
};

struct Route {
    std::string name;
    std::vector<RoutePoint> points;
};

Route load_route(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    char magic[4];
    if (!in.read(magic, sizeof magic) || std::string(magic, 4) != "RTE1")
        throw std::runtime_error("not a route file");

    Route route;
    std::uint32_t name_length = 0;
    std::uint32_t count = 0;
    in.read(reinterpret_cast<char *>(&name_length), sizeof name_length);
    in.read(reinterpret_cast<char *>(&count), sizeof count);
    if (!in)
        throw std::runtime_error("short route header");

    route.name.resize(name_length);
    in.read(route.name.data(), name_length);
    route.points.resize(count);
    in.read(reinterpret_cast<char *>(route.points.data()), count * sizeof(RoutePoint));
    if (!in)
        throw std::runtime_error("short route file");
    return route;
}
