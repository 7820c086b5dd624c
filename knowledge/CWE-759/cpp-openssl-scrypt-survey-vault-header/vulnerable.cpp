#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>

using Block = std::array<unsigned char, 32>;

struct VaultHeader {
    std::uint32_t version = 4;
    Block check{};
};

static void derive(const std::string &passphrase, Block &key, Block &check) {
    std::array<unsigned char, 64> out{};
    if (EVP_PBE_scrypt(passphrase.data(), passphrase.size(), nullptr, 0, 65536, 8, 1,
                       128u * 1024 * 1024, out.data(), out.size()) != 1) {
        throw std::runtime_error("vault key could not be derived");
    }
    std::copy(out.begin(), out.begin() + 32, key.begin());
    std::copy(out.begin() + 32, out.end(), check.begin());
    OPENSSL_cleanse(out.data(), out.size());
}

Block create_vault(const std::string &passphrase, VaultHeader &header) {
    if (passphrase.size() < 14) throw std::invalid_argument("the passphrase is too short");
    Block key{};
    derive(passphrase, key, header.check);
    return key;
}

bool open_vault(const std::string &passphrase, const VaultHeader &header, Block &key) {
    if (header.version != 4) return false;
    Block check{};
    derive(passphrase, key, check);
    return CRYPTO_memcmp(check.data(), header.check.data(), check.size()) == 0;
}
