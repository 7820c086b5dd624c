#include <archive.h>
#include <archive_entry.h>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace fs = std::filesystem;

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;
using Writer = std::unique_ptr<archive, decltype(&archive_write_free)>;

std::size_t restore_backup(const std::string &file, const fs::path &restore_dir)
{
    Reader in(archive_read_new(), archive_read_free);
    Writer out(archive_write_disk_new(), archive_write_free);
    archive_read_support_format_tar(in.get());
    archive_read_support_filter_gzip(in.get());
    archive_write_disk_set_options(out.get(), ARCHIVE_EXTRACT_TIME | ARCHIVE_EXTRACT_PERM |
                                                  ARCHIVE_EXTRACT_SECURE_NODOTDOT |
                                                  ARCHIVE_EXTRACT_SECURE_SYMLINKS);
    if (archive_read_open_filename(in.get(), file.c_str(), 64 * 1024) != ARCHIVE_OK)
        throw std::runtime_error(archive_error_string(in.get()));

    const fs::path base = fs::canonical(restore_dir);
    std::size_t restored = 0;
    archive_entry *entry = nullptr;
    while (archive_read_next_header(in.get(), &entry) == ARCHIVE_OK) {
        const fs::path target = (base / archive_entry_pathname(entry)).lexically_normal();
        const fs::path inside = target.lexically_relative(base);
        if (inside.empty() || *inside.begin() == "..")
            throw std::runtime_error("backup entry outside of the restore directory");
        if (archive_entry_hardlink(entry) != nullptr)
            throw std::runtime_error("hard links are not part of a backup");
        archive_entry_set_pathname(entry, target.c_str());
        if (archive_write_header(out.get(), entry) != ARCHIVE_OK)
            throw std::runtime_error(archive_error_string(out.get()));

        const void *block = nullptr;
        size_t size = 0;
        la_int64_t offset = 0;
        while (archive_read_data_block(in.get(), &block, &size, &offset) == ARCHIVE_OK)
            archive_write_data_block(out.get(), block, size, offset);
        archive_write_finish_entry(out.get());
        ++restored;
    }
    return restored;
}
