#include <openssl/evp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

int flash_write_slot(int slot, const uint8_t *image, size_t len);

static int image_signature_ok(EVP_PKEY *vendor_key, const uint8_t *image, size_t image_len,
                              const uint8_t *sig, size_t sig_len)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    int ok = 0;

    if (ctx == NULL)
        return 0;
    if (EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, vendor_key) == 1 &&
        EVP_DigestVerifyUpdate(ctx, image, image_len) == 1 &&
        EVP_DigestVerifyFinal(ctx, sig, sig_len) == 1)
        ok = 1;
    EVP_MD_CTX_free(ctx);
    return ok;
}

int install_firmware(EVP_PKEY *vendor_key, int slot, const uint8_t *image, size_t image_len,
                     const uint8_t *sig, size_t sig_len)
{
    if (image_len < 4096 || sig_len == 0) {
        fprintf(stderr, "update: image or signature too short\n");
        return -1;
    }
    if (!image_signature_ok(vendor_key, image, image_len, sig, sig_len)) {
        fprintf(stderr, "update: signature of slot %d image rejected\n", slot);
        return -1;
    }
    if (flash_write_slot(slot, image, image_len) != 0) {
        fprintf(stderr, "update: slot %d could not be written\n", slot);
        return -1;
    }
    printf("update: %zu bytes installed in slot %d\n", image_len, slot);
    return 0;
}
