#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> protected_names{"licence.key", "users.db", "settings.ini", "plugins"};

static std::string first_part(const fs::path &relative)
{
    return relative.empty() ? std::string() : relative.begin()->string();
}

/** Writes a file of a project that was synchronised from another computer; names are relative to the project. */
void store_synchronised(const fs::path &project, const fs::path &relative, const std::string &content)
{
    const fs::path plain = relative.lexically_normal();
    if (plain.is_absolute() || first_part(plain) == "..")
        throw std::runtime_error("outside of the project");
    std::string name = first_part(plain);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    if (std::find(protected_names.begin(), protected_names.end(), name) != protected_names.end())
        throw std::runtime_error("this file is not synchronised");
    fs::create_directories((project / plain).parent_path());
    std::ofstream out(project / plain, std::ios::binary | std::ios::trunc);
    out << content;
}
