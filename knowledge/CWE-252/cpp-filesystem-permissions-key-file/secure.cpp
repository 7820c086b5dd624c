#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <system_error>

namespace fs = std::filesystem;

// Stores the private key of a device in a directory that only the service may enter.
bool store_device_key(const fs::path& dir, const std::string& device, const std::string& pem)
{
    std::error_code ec;
    fs::create_directories(dir, ec);
    if (!ec)
        fs::permissions(dir, fs::perms::owner_all, fs::perm_options::replace, ec);
    if (ec) {
        std::cerr << dir << ": cannot be protected: " << ec.message() << '\n';
        return false;
    }
    const fs::path file = dir / (device + ".pem");

    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << pem;
    out.close();
    if (!out) {
        std::cerr << file << ": write error\n";
        fs::remove(file, ec);
        return false;
    }

    std::clog << "key of " << device << " stored in " << file << '\n';
    return true;
}
