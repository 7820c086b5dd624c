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

    for (int row = 0; row < stamp.height; ++row) {
        for (int col = 0; col < stamp.width; ++col) {
            const std::uint32_t color = stamp.pixels[std::size_t(row) * stamp.width + col];
            if ((color >> 24) == 0)
                continue;
            const std::size_t at = std::size_t(place.y + row) * canvas.width + (place.x + col);
            canvas.pixels[at] = (color & 0x00ffffffu) | (std::uint32_t(place.opacity) << 24);
        }
    }
}
