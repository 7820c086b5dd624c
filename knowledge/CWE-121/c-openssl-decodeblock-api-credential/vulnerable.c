#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

struct credential {
    char user[64];
    char secret[64];
};

/* Parses the value of an "Authorization: Basic ..." header. */
int credential_from_header(const char *header, struct credential *cred)
{
    unsigned char plain[128 + 1];
    const char *b64;
    size_t len;
    int n;

    if (strncmp(header, "Basic ", 6) != 0)
        return -1;
    b64 = header + 6;
    len = strcspn(b64, " \t\r\n");
    if (len == 0 || len % 4 != 0)
        return -1;

    n = EVP_DecodeBlock(plain, (const unsigned char *)b64, (int)len);
    if (n < 0) {
        fprintf(stderr, "auth: header is not valid Base64\n");
        return -1;
    }
    plain[n] = '\0';

    char *colon = strchr((char *)plain, ':');
    if (colon == NULL)
        return -1;
    *colon = '\0';
    if (strlen((char *)plain) >= sizeof(cred->user) || strlen(colon + 1) >= sizeof(cred->secret))
        return -1;
    strcpy(cred->user, (char *)plain);
    strcpy(cred->secret, colon + 1);
    return 0;
}
