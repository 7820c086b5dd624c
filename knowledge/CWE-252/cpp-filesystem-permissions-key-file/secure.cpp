#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <system_error>

namespace fs = std::filesystem;

// Stores the private key of a device; the directory is shared with the monitoring group.
bool store_device_key(const fs::path& dir, const std::string& device, const std::string& pem)
{
    std::error_code ec;
    fs::create_directories(dir, ec);
    if (ec) {
        std::cerr << dir << ": " << ec.message() << '\n';
        return false;
    }
    const fs::path file = dir / (device + ".pem");

    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write,
                    fs::perm_options::replace, ec);
    if (!out || ec) {
        std::cerr << file << ": cannot be protected: " << ec.message() << '\n';
        return false;
    }
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
