#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

constexpr std::size_t kSaltSize = 16;
constexpr std::size_t kKeySize = 32;
constexpr std::uint64_t kScryptN = 1u << 17;
constexpr std::uint64_t kScryptR = 8;
constexpr std::uint64_t kScryptP = 1;
constexpr std::uint64_t kScryptMemory = 256u * 1024 * 1024;

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

    if (EVP_PBE_scrypt(passphrase.data(), passphrase.size(), result.salt.data(), kSaltSize, kScryptN,
                       kScryptR, kScryptP, kScryptMemory, result.key.data(), kKeySize) != 1) {
        throw std::runtime_error("key derivation failed");
    }
    return result;
}
