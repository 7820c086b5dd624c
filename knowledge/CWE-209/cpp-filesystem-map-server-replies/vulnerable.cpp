#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace fs = std::filesystem;

struct Reply {
    int status = 200;
    std::string content_type;
    std::string body;
};

class TileServer {
public:
    explicit TileServer(fs::path store) : store_(std::move(store)) {}

    Reply handle(unsigned zoom, unsigned column, unsigned row) const {
        Reply reply;
        try {
            if (zoom > 19) throw std::out_of_range("zoom level");
            const fs::path tile = store_ / std::to_string(zoom) / std::to_string(column) /
                                  (std::to_string(row) + ".png");
            const auto size = fs::file_size(tile);
            std::ifstream in(tile, std::ios::binary);
            if (!in) throw fs::filesystem_error("cannot open tile", tile, std::error_code());
            reply.body.reserve(size);
            reply.body.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
            reply.content_type = "image/png";
        } catch (const std::exception &error) {
            reply.status = 500;
            reply.content_type = "text/plain";
            reply.body = std::string("tile failed: ") + error.what();
        }
        return reply;
    }

private:
    fs::path store_;
};
