#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <regex>
#include <string>
#include <vector>

namespace fs = std::filesystem;

class SaveStore {
public:
    explicit SaveStore(fs::path root) : root_(std::move(root)) {}

    /* Called for the message SAVE <slot> of a connected player. */
    std::optional<fs::path> save(const std::string& player, const std::string& slot,
                                 const std::vector<char>& state) const
    {
        static const std::regex slotName("[a-z]+-[0-9]{1,2}");

        if (state.size() > maxState_) {
            std::clog << player << ": state of " << state.size() << " bytes refused\n";
            return std::nullopt;
        }
        if (slot.size() > 24 || !std::regex_match(slot, slotName)) {
            std::clog << player << ": bad slot name\n";
            return std::nullopt;
        }

        const fs::path folder = root_ / player;
        fs::create_directories(folder);
        const fs::path file = folder / (slot + ".sav");
        std::ofstream out(file, std::ios::binary | std::ios::trunc);
        out.write(state.data(), static_cast<std::streamsize>(state.size()));
        return out ? std::optional<fs::path>(file) : std::nullopt;
    }

private:
    fs::path root_;
    static constexpr std::size_t maxState_ = 1u << 20;
};
