#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

struct PatchOp {
    std::uint32_t source_offset;
    std::uint32_t target_offset;
    std::uint32_t length;
};

static std::span<std::byte> slice(std::span<std::byte> whole, std::size_t offset, std::size_t n)
{
    if (offset > whole.size() || n > whole.size() - offset)
        throw std::out_of_range("patch operation lies outside of the image");
    return whole.subspan(offset, n);
}

// Builds the new firmware image from the old one and the list of copy operations.
std::vector<std::byte> apply_patch(std::vector<std::byte>& old_image,
                                   const std::vector<PatchOp>& ops, std::size_t new_size)
{
    if (new_size == 0 || new_size > (64u << 20))
        throw std::length_error("image size");

    std::vector<std::byte> image(new_size, std::byte{0xff});
    for (const PatchOp& op : ops) {
        const auto from = slice(old_image, op.source_offset, op.length);
        const auto to = slice(image, op.target_offset, op.length);
        std::copy(from.begin(), from.end(), to.begin());
    }
    return image;
}
