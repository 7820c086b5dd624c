#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <memory>
#include <stdexcept>
#include <string>

using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free)>;
using CtxPtr = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

constexpr const char *kReaderCurve = "P-256";

KeyPtr make_reader_key(std::string &public_pem) {
    KeyPtr key(EVP_EC_gen(kReaderCurve), EVP_PKEY_free);
    if (!key) throw std::runtime_error("reader key generation failed");

    BioPtr memory(BIO_new(BIO_s_mem()), BIO_free);
    if (!memory || PEM_write_bio_PUBKEY(memory.get(), key.get()) != 1) {
        throw std::runtime_error("cannot encode the reader key");
    }
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    public_pem.assign(data, static_cast<std::size_t>(size));
    return key;
}

CtxPtr make_reader_context(const std::string &ca_file) {
    CtxPtr ctx(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    if (!ctx) throw std::runtime_error("no TLS context");
    SSL_CTX_set_security_level(ctx.get(), 2);
    SSL_CTX_set_min_proto_version(ctx.get(), TLS1_2_VERSION);
    SSL_CTX_set_verify(ctx.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    if (SSL_CTX_load_verify_locations(ctx.get(), ca_file.c_str(), nullptr) != 1) {
        throw std::runtime_error("cannot load " + ca_file);
    }
    return ctx;
}
