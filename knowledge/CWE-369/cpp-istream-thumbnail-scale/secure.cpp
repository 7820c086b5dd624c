#include <algorithm>
#include <cstdint>
#include <iostream>
#include <istream>
#include <optional>

struct PreviewPlan {
    std::uint32_t width;
    std::uint32_t height;
    std::uint32_t step_x;
    std::uint32_t step_y;
};

static std::uint32_t read_be32(std::istream& in)
{
    unsigned char b[4] = {};
    in.read(reinterpret_cast<char*>(b), sizeof(b));
    return (std::uint32_t(b[0]) << 24) | (b[1] << 16) | (b[2] << 8) | b[3];
}

// Plans a preview that is at most max_width wide; the stream stands at the size fields.
std::optional<PreviewPlan> plan_preview(std::istream& in, std::uint32_t max_width)
{
    const std::uint32_t width = read_be32(in);
    const std::uint32_t height = read_be32(in);
    if (!in || width > 65535 || height > 65535) {
        std::clog << "preview: bad image size\n";
        return std::nullopt;
    }
    if (width == 0 || height == 0 || max_width == 0) {
        std::clog << "preview: image is empty\n";
        return std::nullopt;
    }

    PreviewPlan plan{};
    plan.width = std::min(width, max_width);
    plan.height = std::max(1u, height * plan.width / width);
    plan.step_x = width / plan.width;
    plan.step_y = height / plan.height;
    return plan;
}
