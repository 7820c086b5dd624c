#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

constexpr std::size_t kSaltSize = 16;
constexpr std::size_t kKeySize = 32;

struct ArchiveKey {
    std::array<unsigned char, kSaltSize> salt{};
    std::array<unsigned char, kKeySize> key{};
};

ArchiveKey derive_archive_key(const std::string &passphrase,
                              const std::array<unsigned char, kSaltSize> *known_salt) {
    if (passphrase.size() < 12) {
        throw std::invalid_argument("the passphrase needs at least 12 characters");
    }

    ArchiveKey result;
    if (known_salt != nullptr) {
        result.salt = *known_salt;
    } else if (RAND_bytes(result.salt.data(), static_cast<int>(kSaltSize)) != 1) {
        throw std::runtime_error("no random bytes for the salt");
    }

    std::vector<unsigned char> input(result.salt.begin(), result.salt.end());
    input.insert(input.end(), passphrase.begin(), passphrase.end());
    unsigned int size = 0;
    if (EVP_Digest(input.data(), input.size(), result.key.data(), &size, EVP_sha256(), nullptr) != 1 ||
        size != kKeySize) {
        throw std::runtime_error("key derivation failed");
    }
    return result;
}
