#include <algorithm>
#include <cctype>
#include <cstdint>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

constexpr std::size_t kTypicalBatch = 100;

// Hashes of the normalized addresses of a mailing, in the order of the upload.
std::vector<std::uint64_t> recipient_keys(const std::string& upload)
{
    std::istringstream lines(upload);
    std::vector<std::string> addresses;
    for (std::string line; std::getline(lines, line);) {
        if (line.find('@') == std::string::npos)
            continue;
        std::transform(line.begin(), line.end(), line.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        addresses.push_back(line);
    }

    std::vector<std::uint64_t> keys;
    keys.resize(kTypicalBatch);
    std::transform(addresses.begin(), addresses.end(), keys.begin(),
                   [](const std::string& a) { return std::hash<std::string>{}(a); });
    keys.resize(addresses.size());
    return keys;
}
