#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sqlite3.h>
#include <stdexcept>
#include <string>
#include <vector>

struct OfflineOrder {
    std::string customer;
    std::string article;
    int quantity;
};

std::string build_merge_database(const std::vector<OfflineOrder> &orders)
{
    char name[L_tmpnam];
    if (std::tmpnam(name) == nullptr)
        throw std::runtime_error("no temporary name");
    const std::string path = std::string(name) + ".db";

    sqlite3 *db = nullptr;
    if (sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) != SQLITE_OK) {
        sqlite3_close(db);
        throw std::runtime_error("cannot open merge database");
    }
    sqlite3_exec(db, "CREATE TABLE orders(customer TEXT, article TEXT, quantity INTEGER)", nullptr, nullptr, nullptr);
    sqlite3_exec(db, "BEGIN", nullptr, nullptr, nullptr);

    sqlite3_stmt *insert = nullptr;
    sqlite3_prepare_v2(db, "INSERT INTO orders VALUES(?,?,?)", -1, &insert, nullptr);
    for (const auto &order : orders) {
        sqlite3_bind_text(insert, 1, order.customer.c_str(), -1, SQLITE_TRANSIENT);
        sqlite3_bind_text(insert, 2, order.article.c_str(), -1, SQLITE_TRANSIENT);
        sqlite3_bind_int(insert, 3, order.quantity);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
    sqlite3_close(db);
    return path;
}
