#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <unistd.h>

/* Computes the SHA-256 digest of what can be read from the device; out has 32 bytes. */
int device_digest(const char *device, unsigned char *out)
{
    unsigned char block[32768];
    unsigned int out_len = 0;
    int rc = -1;
    int fd = open(device, O_RDONLY | O_CLOEXEC);
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();

    if (fd < 0 || ctx == NULL || EVP_DigestInit_ex(ctx, EVP_sha256(), NULL) != 1)
        goto out;

    ssize_t n;
    while ((n = read(fd, block, sizeof(block))) > 0) {
        if (EVP_DigestUpdate(ctx, block, (size_t)n) != 1)
            goto out;
    }
    if (n < 0) {
        perror(device);
        goto out;
    }
    if (EVP_DigestFinal_ex(ctx, out, &out_len) == 1 && out_len == 32)
        rc = 0;
out:
    if (rc != 0)
        fprintf(stderr, "no digest of %s\n", device);
    EVP_MD_CTX_free(ctx);
    if (fd >= 0)
        close(fd);
    return rc;
}
