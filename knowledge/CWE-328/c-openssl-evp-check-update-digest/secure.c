#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

struct update_entry {
    char file[96];
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned digest_len;
};

/* Returns 1 if the file at path has the digest of the entry, otherwise 0. */
int update_file_matches(const struct update_entry *entry, const char *path)
{
    unsigned char buffer[8192], digest[EVP_MAX_MD_SIZE];
    unsigned digest_len = 0;
    size_t n;
    int ok = 0;
    FILE *in = fopen(path, "rb");
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();

    if (in == NULL || ctx == NULL) {
        fprintf(stderr, "update: cannot read %s\n", path);
        goto done;
    }
    if (EVP_DigestInit_ex(ctx, EVP_sha256(), NULL) != 1)
        goto done;
    while ((n = fread(buffer, 1, sizeof buffer, in)) > 0) {
        if (EVP_DigestUpdate(ctx, buffer, n) != 1)
            goto done;
    }
    if (ferror(in) || EVP_DigestFinal_ex(ctx, digest, &digest_len) != 1)
        goto done;

    ok = digest_len == entry->digest_len && CRYPTO_memcmp(digest, entry->digest, digest_len) == 0;
    if (!ok)
        fprintf(stderr, "update: digest of %s differs\n", entry->file);

done:
    EVP_MD_CTX_free(ctx);
    if (in != NULL)
        fclose(in);
    return ok;
}
