#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

void export_license(const std::string &path, const std::string &license_xml,
                    const std::array<unsigned char, 32> &product_key) {
    CipherContext ctx(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    if (!ctx) throw std::bad_alloc();

    std::array<unsigned char, 12> iv{};
    std::array<unsigned char, 16> tag{};
    std::vector<unsigned char> body(license_xml.size() + 16);
    int len = 0, tail = 0;

    if (RAND_bytes(iv.data(), static_cast<int>(iv.size())) != 1 ||
        EVP_EncryptInit_ex(ctx.get(), EVP_aes_256_gcm(), nullptr, product_key.data(), iv.data()) != 1 ||
        EVP_EncryptUpdate(ctx.get(), body.data(), &len,
                          reinterpret_cast<const unsigned char *>(license_xml.data()),
                          static_cast<int>(license_xml.size())) != 1 ||
        EVP_EncryptFinal_ex(ctx.get(), body.data() + len, &tail) != 1 ||
        EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag.size()), tag.data()) != 1) {
        throw std::runtime_error("license encryption failed");
    }
    body.resize(static_cast<std::size_t>(len + tail));

    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write("LIC2", 4);
    out.write(reinterpret_cast<const char *>(iv.data()), static_cast<std::streamsize>(iv.size()));
    out.write(reinterpret_cast<const char *>(tag.data()), static_cast<std::streamsize>(tag.size()));
    out.write(reinterpret_cast<const char *>(body.data()), static_cast<std::streamsize>(body.size()));
    if (!out) throw std::runtime_error("cannot write " + path);
}
