#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

constexpr std::size_t kEntrySize = 12;
constexpr std::uint16_t kOwnerTag = 0xA430;
constexpr std::uint16_t kSerialTag = 0xA431;

static std::uint32_t le(const std::uint8_t* p, int bytes)
{
    std::uint32_t value = 0;
    for (int i = bytes - 1; i >= 0; --i)
        value = (value << 8) | p[i];
    return value;
}

// Blanks owner and serial number in the metadata directory; returns the number of fields.
int blank_private_fields(std::vector<std::uint8_t>& meta, std::size_t dir_offset)
{
    if (meta.size() < 2 || dir_offset > meta.size() - 2)
        return 0;
    std::uint8_t* dir = meta.data() + dir_offset;
    const std::size_t entries = le(dir, 2);
    int blanked = 0;
    if (entries > (meta.size() - dir_offset - 2) / kEntrySize)
        return 0;

    for (std::size_t i = 0; i < entries; ++i) {
        const std::uint8_t* entry = dir + 2 + i * kEntrySize;
        const auto tag = static_cast<std::uint16_t>(le(entry, 2));
        if (tag != kOwnerTag && tag != kSerialTag)
            continue;

        const std::size_t length = le(entry + 4, 4);
        const std::size_t offset = le(entry + 8, 4);
        if (offset > meta.size() || length > meta.size() - offset)
            continue;
        std::memset(meta.data() + offset, ' ', length);
        ++blanked;
    }
    return blanked;
}
