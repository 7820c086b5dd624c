#include <archive.h>
#include <archive_entry.h>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;

constexpr std::size_t kMaxEntries = 1000;
constexpr std::size_t kMaxBundle = 128u * 1024 * 1024;

std::map<std::string, std::string> read_support_bundle(const std::string &file)
{
    Reader in(archive_read_new(), archive_read_free);
    archive_read_support_format_tar(in.get());
    archive_read_support_filter_gzip(in.get());
    if (archive_read_open_filename(in.get(), file.c_str(), 32 * 1024) != ARCHIVE_OK)
        throw std::runtime_error(archive_error_string(in.get()));

    std::map<std::string, std::string> logs;
    std::size_t entries = 0;
    std::size_t total = 0;
    archive_entry *entry = nullptr;
    while (archive_read_next_header(in.get(), &entry) == ARCHIVE_OK) {
        const char *path = archive_entry_pathname(entry);
        if (++entries > kMaxEntries)
            throw std::runtime_error("too many entries in the bundle");
        if (path == nullptr || archive_entry_filetype(entry) != AE_IFREG)
            continue;
        const std::string name(path);
        if (!name.ends_with(".log") && !name.ends_with(".txt"))
            continue;

        std::string &text = logs[name];
        char block[16 * 1024];
        la_ssize_t n;
        while ((n = archive_read_data(in.get(), block, sizeof block)) > 0) {
            total += static_cast<std::size_t>(n);
            if (total > kMaxBundle)
                throw std::runtime_error("the bundle is too large when unpacked");
            text.append(block, static_cast<std::size_t>(n));
        }
        if (n < 0)
            throw std::runtime_error(archive_error_string(in.get()));
    }
    return logs;
}
