#include <array>
#include <cstddef>
#include <istream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

using Vertex = std::array<float, 3>;

struct Triangle {
    Vertex a, b, c;
};

// Lines: "v x y z" for a vertex, "f i j k" for a face with one-based vertex numbers.
std::vector<Triangle> load_mesh(std::istream& in)
{
    std::vector<Vertex> vertices;
    std::vector<Triangle> faces;

    for (std::string line; std::getline(in, line);) {
        std::istringstream fields(line);
        std::string kind;
        fields >> kind;
        if (kind == "v") {
            Vertex v{};
            if (!(fields >> v[0] >> v[1] >> v[2]))
                throw std::runtime_error("bad vertex: " + line);
            vertices.push_back(v);
        } else if (kind == "f") {
            long i = 0, j = 0, k = 0;
            if (!(fields >> i >> j >> k))
                throw std::runtime_error("bad face: " + line);
            const long count = static_cast<long>(vertices.size());
            for (long number : {i, j, k})
                if (number < 1 || number > count)
                    throw std::runtime_error("face refers to a missing vertex: " + line);
            faces.push_back({vertices[i - 1], vertices[j - 1], vertices[k - 1]});
        }
    }
    return faces;
}
