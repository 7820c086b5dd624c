#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

struct ReplayFrame {
    std::uint32_t tick;
    std::vector<std::uint8_t> state;
};

namespace fs = std::filesystem;
static const fs::path kReplayDir = "/srv/game/replays";

static bool is_replay_name(const std::string &name)
{
    return !name.empty() && name.size() <= 40 &&
           std::all_of(name.begin(), name.end(), [](unsigned char ch) {
               return std::isalnum(ch) || ch == '-' || ch == '_';
           });
}

std::string command_save_replay(const std::string &command, const std::vector<ReplayFrame> &frames)
{
    std::istringstream words(command);
    std::string verb, name;
    words >> verb >> name;
    if (name.empty())
        return "usage: /savereplay <name>";

    if (!is_replay_name(name))
        return "a replay name has letters, digits, - and _ only";
    const fs::path file = kReplayDir / (name + ".rpl");
    if (fs::exists(file))
        return "a replay of this name exists";
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    if (!out)
        return "the replay could not be saved";

    const std::uint32_t count = static_cast<std::uint32_t>(frames.size());
    out.write(reinterpret_cast<const char *>(&count), sizeof count);
    for (const auto &frame : frames) {
        const std::uint32_t length = static_cast<std::uint32_t>(frame.state.size());
        out.write(reinterpret_cast<const char *>(&frame.tick), sizeof frame.tick);
        out.write(reinterpret_cast<const char *>(&length), sizeof length);
        out.write(reinterpret_cast<const char *>(frame.state.data()), length);
    }
    return out ? "saved " + file.filename().string() : "the replay could not be saved";
}
