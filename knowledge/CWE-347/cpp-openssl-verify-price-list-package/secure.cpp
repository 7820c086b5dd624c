#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

struct PricePackage {
    std::string version;
    std::string signer_pem;
    std::vector<unsigned char> content;
    std::vector<unsigned char> signature;
};

using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using MdPtr = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free)>;

static const char kPriceOfficeKeyFile[] = "/etc/pos/price-office.pub.pem";

static KeyPtr signer_key(const PricePackage &package) {
    BioPtr file(BIO_new_file(kPriceOfficeKeyFile, "r"), BIO_free);
    if (!file) {
        std::cerr << "price list " << package.version << ": no trusted key installed\n";
        return KeyPtr(nullptr, EVP_PKEY_free);
    }
    return KeyPtr(PEM_read_bio_PUBKEY(file.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
}

bool accept_price_list(const PricePackage &package, std::vector<unsigned char> &current) {
    KeyPtr key = signer_key(package);
    MdPtr ctx(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    if (!key || !ctx) return false;

    if (EVP_DigestVerifyInit(ctx.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
        EVP_DigestVerify(ctx.get(), package.signature.data(), package.signature.size(),
                         package.content.data(), package.content.size()) != 1) {
        std::cerr << "price list " << package.version << ": signature rejected\n";
        return false;
    }
    current = package.content;
    std::cout << "price list " << package.version << " is active\n";
    return true;
}
