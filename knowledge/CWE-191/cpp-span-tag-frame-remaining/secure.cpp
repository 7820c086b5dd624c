#include <cstdint>
#include <map>
#include <span>
#include <string>

static std::uint32_t be32(const std::uint8_t* p)
{
    return (std::uint32_t(p[0]) << 24) | (p[1] << 16) | (p[2] << 8) | p[3];
}

// Collects the text frames of an audio tag (frame: 4 letters, size, flags, text).
std::map<std::string, std::string> text_frames(std::span<const std::uint8_t> tag)
{
    constexpr std::uint32_t kHeader = 10;
    std::map<std::string, std::string> frames;
    const std::uint8_t* p = tag.data();
    std::uint32_t remaining = static_cast<std::uint32_t>(tag.size());

    while (remaining >= kHeader) {
        const std::string id(reinterpret_cast<const char*>(p), 4);
        const std::uint32_t size = be32(p + 4);
        p += kHeader;
        remaining -= kHeader;
        if (size == 0 || size > remaining)
            break;

        if (id[0] == 'T')
            frames[id].assign(reinterpret_cast<const char*>(p), size);
        p += size;
        remaining -= size;
    }
    return frames;
}
