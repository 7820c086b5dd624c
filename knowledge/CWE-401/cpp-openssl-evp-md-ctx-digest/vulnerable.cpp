#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

// Compares the SHA-256 digest of a stored part with the one that the client announced.
bool verify_part(const std::string& path, const std::vector<unsigned char>& announced)
{
    std::ifstream in(path, std::ios::binary);
    EVP_MD_CTX* ctx = EVP_MD_CTX_new();
    if (ctx == nullptr || EVP_DigestInit_ex(ctx, EVP_sha256(), nullptr) != 1)
        return false;

    std::array<char, 65536> block;
    while (in.read(block.data(), block.size()) || in.gcount() > 0) {
        if (EVP_DigestUpdate(ctx, block.data(), static_cast<std::size_t>(in.gcount())) != 1)
            return false;
    }
    if (!in.eof()) {
        std::cerr << path << ": read error\n";
        return false;
    }

    std::vector<unsigned char> digest(EVP_MAX_MD_SIZE);
    unsigned int length = 0;
    if (EVP_DigestFinal_ex(ctx, digest.data(), &length) != 1)
        return false;
    digest.resize(length);
    if (digest != announced) {
        std::cerr << path << ": digest differs\n";
        return false;
    }
    EVP_MD_CTX_free(ctx);
    return true;
}
