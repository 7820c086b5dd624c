#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

struct JournalRecord {
    std::uint64_t number = 0;
    std::int64_t written_at = 0;
    std::vector<unsigned char> sealed;
};

class JournalWriter {
public:
    JournalWriter(const std::array<unsigned char, 32> &key, const std::array<unsigned char, 32> &mac_key)
        : key_(key), mac_key_(mac_key) {}

    JournalRecord write(const std::string &booking) {
        JournalRecord record;
        record.number = ++last_number_;
        record.written_at = static_cast<std::int64_t>(std::time(nullptr));

        std::array<unsigned char, 16> iv{};
        std::memcpy(iv.data(), &record.number, sizeof record.number);
        std::memcpy(iv.data() + 8, &record.written_at, sizeof record.written_at);

        CipherContext ctx(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
        record.sealed.resize(iv.size() + booking.size() + 16);
        unsigned char *out = record.sealed.data() + iv.size();
        int len = 0, tail = 0;
        std::memcpy(record.sealed.data(), iv.data(), iv.size());
        if (!ctx || EVP_EncryptInit_ex(ctx.get(), EVP_aes_256_cbc(), nullptr, key_.data(), iv.data()) != 1 ||
            EVP_EncryptUpdate(ctx.get(), out, &len, reinterpret_cast<const unsigned char *>(booking.data()),
                              static_cast<int>(booking.size())) != 1 ||
            EVP_EncryptFinal_ex(ctx.get(), out + len, &tail) != 1) {
            throw std::runtime_error("journal record could not be encrypted");
        }
        const std::size_t body = iv.size() + static_cast<std::size_t>(len + tail);
        record.sealed.resize(body + 32);
        if (HMAC(EVP_sha256(), mac_key_.data(), static_cast<int>(mac_key_.size()), record.sealed.data(), body,
                 record.sealed.data() + body, nullptr) == nullptr) {
            throw std::runtime_error("journal record could not be authenticated");
        }
        return record;
    }

private:
    std::array<unsigned char, 32> key_;
    std::array<unsigned char, 32> mac_key_;
    std::uint64_t last_number_ = 0;
};
