#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <vector>

static std::uint32_t read_le32(const std::uint8_t* p)
{
    return p[0] | (p[1] << 8) | (p[2] << 16) | (std::uint32_t(p[3]) << 24);
}

// Extracts the body of the "data" chunk from an uploaded WAV file.
std::vector<std::uint8_t> wav_sample_data(const std::vector<std::uint8_t>& file)
{
    if (file.size() < 12 || std::memcmp(file.data(), "RIFF", 4) != 0)
        throw std::runtime_error("not a WAV file");

    std::size_t pos = 12;
    while (pos < file.size()) {
        const std::string_view id(reinterpret_cast<const char*>(&file[pos]), 4);
        const std::size_t size = read_le32(&file[pos + 4]);
        pos += 8;

        if (id == "data")
            return {file.begin() + pos, file.begin() + pos + size};
        pos += size + (size & 1);
    }
    throw std::runtime_error("WAV file has no sample data");
}
