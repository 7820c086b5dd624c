#include <cassert>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

struct Song {
    std::uint16_t tracks = 0;
    std::uint16_t division = 0;
};

static std::uint32_t number(const std::string &bytes, std::size_t at, std::size_t size)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
    return value;
}

Song read_header(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    std::string head(14, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    assert(in && head.compare(0, 4, "MThd") == 0);
    assert(number(head, 4, 4) == 6);
    Song song{static_cast<std::uint16_t>(number(head, 10, 2)), static_cast<std::uint16_t>(number(head, 12, 2))};
    assert(song.tracks > 0 && song.division != 0);
    return song;
}

/** Adds the songs that visitors handed in to the jukebox. */
void add_songs(const std::vector<std::filesystem::path> &files, std::vector<Song> &jukebox)
{
    for (const auto &file : files) {
        jukebox.push_back(read_header(file));
    }
    std::cout << jukebox.size() << " songs\n";
}
