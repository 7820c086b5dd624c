#include <chrono>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

struct PurgeResult {
    std::size_t files = 0;
    std::uintmax_t bytes = 0;
};

PurgeResult purge_old_uploads(const fs::path &member_dir, std::chrono::hours max_age)
{
    const auto limit = fs::file_time_type::clock::now() - max_age;
    PurgeResult result;
    std::vector<fs::path> expired;
    std::error_code ec;

    const auto options = fs::directory_options::follow_directory_symlink | fs::directory_options::skip_permission_denied;
    for (auto it = fs::recursive_directory_iterator(member_dir, options, ec);
         it != fs::recursive_directory_iterator(); it.increment(ec)) {
        if (ec)
            break;
        if (!it->is_regular_file(ec))
            continue;
        if (it->last_write_time(ec) < limit && !ec)
            expired.push_back(it->path());
    }

    for (const auto &file : expired) {
        const auto size = fs::file_size(file, ec);
        if (fs::remove(file, ec)) {
            ++result.files;
            result.bytes += size;
        } else {
            std::cerr << file.filename() << ": " << ec.message() << '\n';
        }
    }
    return result;
}
