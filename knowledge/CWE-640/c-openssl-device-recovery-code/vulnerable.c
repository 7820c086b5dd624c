#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

struct owner {
    char serial[24];
    char email[96];
    char recovery[17];
    time_t recovery_until;
    int recovery_tries;
};

int owner_save(const struct owner *owner);
int send_mail(const char *to, const char *subject, const char *text);
int set_owner_password(struct owner *owner, const char *password);

int start_owner_recovery(struct owner *owner)
{
    unsigned char raw[SHA256_DIGEST_LENGTH];
    char text[160];

    SHA256((const unsigned char *)owner->serial, strlen(owner->serial), raw);
    for (int i = 0; i < 8; i++)
        snprintf(owner->recovery + 2 * i, 3, "%02x", raw[i]);
    owner->recovery_until = time(NULL) + 1800;
    owner->recovery_tries = 0;
    snprintf(text, sizeof(text), "Your recovery code is %s\n", owner->recovery);
    syslog(LOG_INFO, "recovery of device %s requested", owner->serial);
    return owner_save(owner) == 0 ? send_mail(owner->email, "Recovery code", text) : -1;
}

int finish_owner_recovery(struct owner *owner, const char *code, const char *password)
{
    if (owner->recovery[0] == '\0' || time(NULL) > owner->recovery_until || ++owner->recovery_tries > 5)
        return -1;
    if (strlen(code) != 16 || CRYPTO_memcmp(code, owner->recovery, 16) != 0)
        return owner_save(owner), -1;
    owner->recovery[0] = '\0';
    if (set_owner_password(owner, password) != 0)
        return -1;
    return owner_save(owner);
}
