#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

bool acquire_station_lock(const fs::path &lock_dir, const std::string &station)
{
    if (station.empty() || station.find('/') != std::string::npos) {
        std::cerr << "bad station name\n";
        return false;
    }
    fs::create_directories(lock_dir);
    const fs::path lock = lock_dir / (station + ".lock");
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    const std::string content = std::to_string(getpid()) + ' ' +
                                std::to_string(std::chrono::duration_cast<std::chrono::seconds>(since).count()) + '\n';

    if (fs::exists(lock)) {
        std::ifstream held(lock);
        std::string owner;
        std::getline(held, owner);
        std::cerr << station << " is held by " << owner << '\n';
        return false;
    }
    std::ofstream out(lock);
    out << content;
    out.close();
    if (!out) {
        std::cerr << station << ": lock cannot be written\n";
        return false;
    }
    std::cout << station << " locked\n";
    return true;
}
