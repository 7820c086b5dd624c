#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>

static int store_level(sqlite3 *db, const char *sku, uint32_t level)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(db, "UPDATE stock SET level = ?1 WHERE sku = ?2", -1, &stmt, NULL);

    if (rc != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(stmt, 1, level);
    sqlite3_bind_text(stmt, 2, sku, -1, SQLITE_STATIC);
    rc = sqlite3_step(stmt);
    sqlite3_finalize(stmt);
    return rc == SQLITE_DONE ? 0 : -1;
}

/* Runs inside of the order transaction; level is the current stock of the article. */
int stock_reserve(sqlite3 *db, const char *sku, uint32_t level, uint32_t quantity)
{
    if (quantity > level || quantity == 0) {
        fprintf(stderr, "stock: %u of %s asked, %u available\n", quantity, sku, level);
        return -1;
    }
    uint32_t left = level - quantity;
    if (left < 5)
        fprintf(stderr, "stock: only %u of %s left\n", left, sku);
    return store_level(db, sku, left);
}
