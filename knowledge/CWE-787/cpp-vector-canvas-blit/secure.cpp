#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

struct Bitmap {
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> pixels;
};

struct StampPlacement {
    int x;
    int y;
    std::uint8_t opacity;
};

// Draws the stamp on the canvas at the position given in the order's layout.
void draw_stamp(Bitmap& canvas, const Bitmap& stamp, const StampPlacement& place)
{
    if (place.opacity == 0)
        return;

    const std::int64_t left = place.x;
    const std::int64_t top = place.y;
    const int row_begin = int(std::clamp<std::int64_t>(-top, 0, stamp.height));
    const int row_end = int(std::clamp<std::int64_t>(canvas.height - top, 0, stamp.height));
    const int col_begin = int(std::clamp<std::int64_t>(-left, 0, stamp.width));
    const int col_end = int(std::clamp<std::int64_t>(canvas.width - left, 0, stamp.width));

    for (int row = row_begin; row < row_end; ++row) {
        for (int col = col_begin; col < col_end; ++col) {
            const std::uint32_t color = stamp.pixels[std::size_t(row) * stamp.width + col];
            if ((color >> 24) == 0)
                continue;
            const std::size_t at = std::size_t(place.y + row) * canvas.width + (place.x + col);
            canvas.pixels[at] = (color & 0x00ffffffu) | (std::uint32_t(place.opacity) << 24);
        }
    }
}
