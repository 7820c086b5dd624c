#include <cstdint>
#include <cstring>
#include <istream>
#include <memory>
#include <stdexcept>

struct PageHeader {
    std::uint16_t width;
    std::uint16_t height;
    std::uint16_t bytes_per_line;
    std::uint16_t reserved;
};

struct Page {
    std::uint16_t width = 0;
    std::uint16_t height = 0;
    std::unique_ptr<std::uint8_t[]> gray;
};

Page read_page(std::istream& in)
{
    PageHeader header;
    if (!in.read(reinterpret_cast<char*>(&header), sizeof(header)))
        throw std::runtime_error("page header is missing");
    if (header.width == 0 || header.height == 0)
        throw std::runtime_error("page is empty");
    if (header.bytes_per_line < header.width)
        throw std::runtime_error("page line is too short");

    Page page{header.width, header.height, nullptr};
    page.gray = std::make_unique<std::uint8_t[]>(std::size_t(header.width) * header.height);

    std::uint8_t* line = page.gray.get();
    for (unsigned y = 0; y < header.height; ++y) {
        if (!in.read(reinterpret_cast<char*>(line), header.width))
            throw std::runtime_error("page ends early");
        in.ignore(header.bytes_per_line - header.width);
        line += header.width;
    }
    return page;
}
