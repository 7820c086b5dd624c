#include <charconv>
#include <istream>
#include <stdexcept>
#include <string>

class BodyError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

static std::string next_line(std::istream &conn)
{
    std::string line;
    if (!std::getline(conn, line))
        throw BodyError("connection closed within the body");
    if (line.empty() || line.find('\r') != line.size() - 1)
        throw BodyError("line does not end with CRLF");
    line.pop_back();
    return line;
}

// Reads a chunked body; the next request of the connection follows directly behind it.
std::string read_chunked_body(std::istream &conn, std::size_t limit)
{
    std::string body;
    for (;;) {
        const std::string line = next_line(conn);
        const char *const end = line.data() + line.size();
        std::size_t size = 0;
        const auto [rest, error] = std::from_chars(line.data(), end, size, 16);
        if (error != std::errc() || (rest != end && *rest != ';'))
            throw BodyError("malformed chunk size");
        if (size == 0)
            break;
        if (size > limit - body.size())
            throw BodyError("body too large");

        const std::size_t start = body.size();
        body.resize(start + size);
        if (!conn.read(&body[start], static_cast<std::streamsize>(size)))
            throw BodyError("connection closed within a chunk");
        if (!next_line(conn).empty())
            throw BodyError("chunk is longer than its size");
    }
    while (!next_line(conn).empty())
        continue;
    return body;
}
