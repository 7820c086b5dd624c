#include <array>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

struct Cue {
    std::uint16_t number;
    std::string title;
};

std::vector<Cue> load_cues(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot open " + path);

    std::vector<Cue> cues;
    std::array<unsigned char, 4> head;
    while (in.read(reinterpret_cast<char*>(head.data()), head.size())) {
        const std::uint16_t number = static_cast<std::uint16_t>(head[0] | (head[1] << 8));
        const std::size_t length = head[2] | (head[3] << 8);

        std::array<char, 200> title;
        if (length > title.size())
            throw std::runtime_error("cue title is too long in " + path);
        if (!in.read(title.data(), static_cast<std::streamsize>(length)))
            throw std::runtime_error("cue list ends early: " + path);
        cues.push_back({number, std::string(title.data(), length)});
    }
    return cues;
}
