#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

struct SessionInfo {
    std::int64_t account = 0;
    std::int64_t expires = 0;
};

class SessionStore {
public:
    explicit SessionStore(sqlite3* db) : db_(db) {}

    std::optional<SessionInfo> find(const std::string& token) const
    {
        sqlite3_stmt* stmt = nullptr;
        if (sqlite3_prepare_v2(db_, "SELECT account_id, expires FROM session WHERE token = ?1",
                               -1, &stmt, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(db_));

        sqlite3_bind_text(stmt, 1, token.data(), static_cast<int>(token.size()), SQLITE_TRANSIENT);
        std::optional<SessionInfo> info;
        if (sqlite3_step(stmt) == SQLITE_ROW) {
            const std::int64_t account = sqlite3_column_int64(stmt, 0);
            const std::int64_t expires = sqlite3_column_int64(stmt, 1);
            info = SessionInfo{account, expires};
        }
        sqlite3_finalize(stmt);
        return info;
    }

    bool may_read(const std::string& token, std::int64_t owner, std::int64_t now) const
    {
        const auto info = find(token);
        return info && info->account == owner && info->expires > now;
    }

private:
    sqlite3* db_;
};
