#include <sqlite3.h>

#include <cstdint>
#include <ctime>
#include <iostream>
#include <string>

struct Release {
    std::int64_t document;
    std::string clerk;
    std::string recipient;
};

static bool write_audit(sqlite3* db, const Release& release)
{
    sqlite3_stmt* stmt = nullptr;
    const char* sql = "INSERT INTO audit(document, clerk, recipient, at) VALUES (?1, ?2, ?3, ?4)";

    const bool ok =
        sqlite3_prepare_v2(db, sql, -1, &stmt, nullptr) == SQLITE_OK &&
        sqlite3_bind_int64(stmt, 1, release.document) == SQLITE_OK &&
        sqlite3_bind_text(stmt, 2, release.clerk.c_str(), -1, SQLITE_TRANSIENT) == SQLITE_OK &&
        sqlite3_bind_text(stmt, 3, release.recipient.c_str(), -1, SQLITE_TRANSIENT) == SQLITE_OK &&
        sqlite3_bind_int64(stmt, 4, std::time(nullptr)) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_DONE;
    if (!ok)
        std::cerr << "audit: " << sqlite3_errmsg(db) << '\n';
    sqlite3_finalize(stmt);
    return ok;
}

bool release_document(sqlite3* db, const Release& release, bool (*send)(const Release&))
{
    if (release.clerk.empty() || release.recipient.empty())
        return false;
    if (!write_audit(db, release)) {
        std::cerr << "document " << release.document << " is not released\n";
        return false;
    }
    return send(release);
}
