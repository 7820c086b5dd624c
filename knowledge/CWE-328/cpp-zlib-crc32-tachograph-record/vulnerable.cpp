#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <zlib.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

using DeviceKey = std::array<unsigned char, 32>;
using Seal = std::vector<unsigned char>;

struct DrivingRecord {
    std::uint64_t started_at = 0;
    std::uint32_t seconds = 0;
    std::uint16_t top_speed = 0;
    std::string card_no;
    Seal seal;
};

static std::string record_bytes(const DrivingRecord &record) {
    return std::to_string(record.started_at) + ';' + std::to_string(record.seconds) + ';' +
           std::to_string(record.top_speed) + ';' + record.card_no;
}

static Seal compute_seal(const DrivingRecord &record, const DeviceKey &key) {
    const std::string bytes = record_bytes(record);
    const auto *data = reinterpret_cast<const unsigned char *>(bytes.data());
    uLong sum = crc32(0L, key.data(), static_cast<uInt>(key.size()));
    sum = crc32(sum, data, static_cast<uInt>(bytes.size()));
    Seal seal(4);
    for (std::size_t i = 0; i < seal.size(); ++i) seal[i] = static_cast<unsigned char>(sum >> (8 * i));
    return seal;
}

void seal_record(DrivingRecord &record, const DeviceKey &key) {
    if (record.card_no.empty()) throw std::invalid_argument("record without driver card");
    record.seal = compute_seal(record, key);
}

bool record_is_original(const DrivingRecord &record, const DeviceKey &key) {
    const Seal expected = compute_seal(record, key);
    return expected.size() == record.seal.size() &&
           CRYPTO_memcmp(expected.data(), record.seal.data(), expected.size()) == 0;
}
