#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <vector>

struct Rgb {
    std::uint8_t r, g, b;
};

struct Chart {
    std::uint32_t width;
    std::uint32_t height;
    std::vector<Rgb> pixels;
};

// Returns the pixel block of a 24-bit bitmap, bottom row first.
std::vector<std::uint8_t> bitmap_pixels(const Chart& chart)
{
    if (chart.width == 0 || chart.height == 0 || chart.width > 8192 || chart.height > 8192)
        throw std::invalid_argument("chart size");
    if (chart.pixels.size() != std::size_t(chart.width) * chart.height)
        throw std::invalid_argument("chart pixels");

    const std::size_t stride = (std::size_t(chart.width) * 3 + 3) / 4 * 4;
    std::vector<std::uint8_t> block(stride * chart.height);

    for (std::uint32_t y = 0; y < chart.height; ++y) {
        const Rgb* from = &chart.pixels[std::size_t(chart.height - 1 - y) * chart.width];
        std::uint8_t* to = block.data() + y * stride;
        for (std::uint32_t x = 0; x < chart.width; ++x, to += 3) {
            to[0] = from[x].b;
            to[1] = from[x].g;
            to[2] = from[x].r;
        }
        std::memset(to, 0, stride - std::size_t(chart.width) * 3);
    }
    return block;
}
