#include <sqlite3.h>

#include <stdexcept>
#include <string>
#include <vector>

struct Contact {
    sqlite3_int64 id;
    std::string name;
    std::string phone;
    std::string note;
};

static std::string column_string(sqlite3_stmt* stmt, int column)
{
    const unsigned char* text = sqlite3_column_text(stmt, column);
    return text ? std::string(reinterpret_cast<const char*>(text)) : std::string();
}

std::vector<Contact> contacts_for_day(sqlite3* db, const std::string& day)
{
    sqlite3_stmt* stmt = nullptr;
    const char* sql = "SELECT c.id, c.name, c.phone, b.note FROM booking b"
                      " JOIN contact c ON c.id = b.contact_id WHERE b.day = ?1 ORDER BY b.slot";
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, nullptr) != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(db));

    sqlite3_bind_text(stmt, 1, day.c_str(), -1, SQLITE_TRANSIENT);
    std::vector<Contact> contacts;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        contacts.push_back({sqlite3_column_int64(stmt, 0), column_string(stmt, 1),
                            column_string(stmt, 2), column_string(stmt, 3)});
    }
    sqlite3_finalize(stmt);
    return contacts;
}
