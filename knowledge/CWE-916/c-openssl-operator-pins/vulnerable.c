#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sqlite3.h>

#define SALT_LEN 16
#define HASH_LEN 32
#define ROUNDS   600000

int operator_set_passphrase(sqlite3 *db, sqlite3_int64 operator_id, const char *passphrase)
{
    static const char sql[] =
        "UPDATE operators SET salt = ?1, hash = ?2, changed = strftime('%s','now') WHERE id = ?3";
    unsigned char salt[SALT_LEN], hash[HASH_LEN];
    sqlite3_stmt *st = NULL;
    int rc = -1;

    if (strlen(passphrase) < 10)
        return -1;
    memset(salt, 0, sizeof salt);
    snprintf((char *)salt, sizeof salt, "op%08lld", (long long)operator_id);
    if (PKCS5_PBKDF2_HMAC(passphrase, (int)strlen(passphrase), salt, sizeof salt,
                          ROUNDS, EVP_sha256(), sizeof hash, hash) != 1)
        return -1;

    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK) {
        sqlite3_bind_blob(st, 1, salt, sizeof salt, SQLITE_STATIC);
        sqlite3_bind_blob(st, 2, hash, sizeof hash, SQLITE_STATIC);
        sqlite3_bind_int64(st, 3, operator_id);
        if (sqlite3_step(st) == SQLITE_DONE && sqlite3_changes(db) == 1)
            rc = 0;
        sqlite3_finalize(st);
    }
    OPENSSL_cleanse(hash, sizeof hash);
    return rc;
}
