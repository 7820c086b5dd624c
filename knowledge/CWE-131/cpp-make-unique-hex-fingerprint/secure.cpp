#include <cstdint>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

struct Enrolment {
    std::string device;
    std::vector<std::uint8_t> digest;
};

// Formats the digest for the operator, e.g. "AB:01:7F".
std::string fingerprint(const Enrolment& enrolment)
{
    const std::size_t bytes = enrolment.digest.size();
    if (bytes == 0)
        throw std::invalid_argument("no digest for " + enrolment.device);

    auto text = std::make_unique<char[]>(bytes * 3 + 1);
    char* p = text.get();
    for (std::size_t i = 0; i < bytes; ++i) {
        if (i != 0)
            *p++ = ':';
        p += std::sprintf(p, "%02X", enrolment.digest[i]);
    }

    return enrolment.device + " " + std::string(text.get(), p);
}
