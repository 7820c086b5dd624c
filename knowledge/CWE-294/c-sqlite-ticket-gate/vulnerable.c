#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sqlite3.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

struct ticket {
    char number[17];
    char event[9];
    unsigned char tag[32];
};

static int is_genuine(const struct ticket *t, const unsigned char key[32])
{
    unsigned char tag[EVP_MAX_MD_SIZE];
    unsigned int length = 0;

    return HMAC(EVP_sha256(), key, 32, (const unsigned char *)t, sizeof t->number + sizeof t->event, tag, &length) &&
           length == sizeof t->tag && CRYPTO_memcmp(tag, t->tag, sizeof t->tag) == 0;
}

/* Decides about a scanned ticket at the entrance; 1 opens the turnstile, 0 does not, -1 is a fault. */
int admit(sqlite3 *db, const struct ticket *t, const char *event, const unsigned char key[32])
{
    sqlite3_stmt *stmt;
    int admitted = -1;

    if (memchr(t->number, '\0', sizeof t->number) == NULL || memchr(t->event, '\0', sizeof t->event) == NULL)
        return 0;
    if (strcmp(t->event, event) != 0 || !is_genuine(t, key))
        return 0;
    if (sqlite3_prepare_v2(db, "UPDATE tickets SET entered_at = ?1 WHERE number = ?2 AND cancelled = 0",
                           -1, &stmt, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(stmt, 1, (sqlite3_int64)time(NULL));
    sqlite3_bind_text(stmt, 2, t->number, -1, SQLITE_STATIC);
    if (sqlite3_step(stmt) == SQLITE_DONE)
        admitted = sqlite3_changes(db) == 1;
    sqlite3_finalize(stmt);
    return admitted;
}
