#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONTROLLER_KEY_BITS 3072

int generate_controller_key(const char *path)
{
    EVP_PKEY_CTX *ctx = NULL;
    EVP_PKEY *key = NULL;
    FILE *out = NULL;
    int fd, result = -1;

    ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, NULL);
    if (ctx == NULL)
        goto done;
    if (EVP_PKEY_keygen_init(ctx) != 1 ||
        EVP_PKEY_CTX_set_rsa_keygen_bits(ctx, CONTROLLER_KEY_BITS) != 1 ||
        EVP_PKEY_keygen(ctx, &key) != 1) {
        fprintf(stderr, "controller: key generation failed\n");
        goto done;
    }

    fd = open(path, O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
    if (fd < 0) {
        perror(path);
        goto done;
    }
    out = fdopen(fd, "w");
    if (out == NULL) {
        close(fd);
        goto done;
    }
    if (PEM_write_PrivateKey(out, key, NULL, NULL, 0, NULL, NULL) == 1)
        result = 0;

done:
    if (out != NULL && fclose(out) != 0)
        result = -1;
    EVP_PKEY_free(key);
    EVP_PKEY_CTX_free(ctx);
    return result;
}
