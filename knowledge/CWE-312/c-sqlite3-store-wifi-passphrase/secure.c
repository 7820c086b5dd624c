#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#define PASSPHRASE_MAX 63
#define NONCE_LEN 12
#define TAG_LEN 16

/* 32-byte key held by the secure element of the board */
int board_storage_key(unsigned char key[32]);

static int seal(const char *text, unsigned char *out, int *out_len)
{
    unsigned char key[32];
    int len = 0, tail = 0, ok = 0;
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();

    if (ctx != NULL && board_storage_key(key) == 0 && RAND_bytes(out, NONCE_LEN) == 1 &&
        EVP_EncryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, out) == 1 &&
        EVP_EncryptUpdate(ctx, out + NONCE_LEN, &len, (const unsigned char *)text, (int)strlen(text)) == 1 &&
        EVP_EncryptFinal_ex(ctx, out + NONCE_LEN + len, &tail) == 1 &&
        EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_GET_TAG, TAG_LEN, out + NONCE_LEN + len + tail) == 1)
        ok = 1;
    *out_len = NONCE_LEN + len + tail + TAG_LEN;
    OPENSSL_cleanse(key, sizeof key);
    EVP_CIPHER_CTX_free(ctx);
    return ok;
}

int store_wifi_network(sqlite3 *db, const char *ssid, const char *passphrase)
{
    static const char sql[] =
        "INSERT INTO wifi (ssid, passphrase, added_at) VALUES (?1, ?2, datetime('now')) "
        "ON CONFLICT (ssid) DO UPDATE SET passphrase = excluded.passphrase";
    sqlite3_stmt *stmt = NULL;
    int result = -1;
    unsigned char sealed[NONCE_LEN + PASSPHRASE_MAX + TAG_LEN];
    int sealed_len = 0;

    if (strlen(ssid) > 32 || strlen(passphrase) < 8 || strlen(passphrase) > PASSPHRASE_MAX) {
        fprintf(stderr, "setup: network name or passphrase has a wrong length\n");
        return -1;
    }
    if (!seal(passphrase, sealed, &sealed_len))
        return -1;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK) {
        fprintf(stderr, "setup: %s\n", sqlite3_errmsg(db));
        return -1;
    }
    sqlite3_bind_text(stmt, 1, ssid, -1, SQLITE_TRANSIENT);
    sqlite3_bind_blob(stmt, 2, sealed, sealed_len, SQLITE_TRANSIENT);
    if (sqlite3_step(stmt) == SQLITE_DONE)
        result = 0;
    else
        fprintf(stderr, "setup: %s\n", sqlite3_errmsg(db));
    sqlite3_finalize(stmt);
    return result;
}
