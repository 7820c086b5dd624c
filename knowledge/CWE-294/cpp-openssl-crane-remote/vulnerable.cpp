#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <memory>
#include <openssl/evp.h>
#include <string>

/* counter (12 bytes, big endian), 4 bytes of encrypted command, 16 bytes of tag */
struct RadioFrame {
    std::array<unsigned char, 12> counter;
    std::array<unsigned char, 4> command;
    std::array<unsigned char, 16> tag;
};

struct Movement {
    std::uint8_t axis;
    std::int8_t speed;
    std::uint16_t milliseconds;
};

class CraneReceiver {
public:
    CraneReceiver(const std::array<unsigned char, 32> &key, std::string state) : key_(key), state_(std::move(state))
    {
        std::ifstream(state_, std::ios::binary).read(reinterpret_cast<char *>(last_.data()), last_.size());
    }

    /* Decrypts a frame of the remote control; true where out is a movement that shall be carried out. */
    bool receive(RadioFrame frame, Movement &out)
    {
        std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> ctx(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
        std::array<unsigned char, 4> plain{};
        int length = 0, rest = 0;
        if (!ctx || EVP_DecryptInit_ex(ctx.get(), EVP_aes_256_gcm(), nullptr, key_.data(), frame.counter.data()) != 1 ||
            EVP_DecryptUpdate(ctx.get(), plain.data(), &length, frame.command.data(), 4) != 1 ||
            EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_GCM_SET_TAG, 16, frame.tag.data()) != 1 ||
            EVP_DecryptFinal_ex(ctx.get(), plain.data() + length, &rest) != 1)
            return false;
        last_ = frame.counter;
        std::ofstream file(state_, std::ios::binary | std::ios::trunc);
        if (!file.write(reinterpret_cast<const char *>(last_.data()), last_.size()).flush())
            return false;
        std::memcpy(&out, plain.data(), sizeof out);
        return out.axis < 4;
    }

private:
    std::array<unsigned char, 32> key_;
    std::string state_;
    std::array<unsigned char, 12> last_{};
};
