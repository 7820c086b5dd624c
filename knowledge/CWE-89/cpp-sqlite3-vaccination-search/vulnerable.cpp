#include <sqlite3.h>
#include <stdexcept>
#include <string>
#include <vector>

struct Vaccination {
    std::string vaccine;
    std::string given_on;
};

static std::string column(sqlite3_stmt *stmt, int index)
{
    const unsigned char *text = sqlite3_column_text(stmt, index);
    return text ? reinterpret_cast<const char *>(text) : "";
}

std::vector<Vaccination> vaccinations_of(sqlite3 *db, const std::string &chip, const std::string &since)
{
    const std::string sql = "SELECT vaccine, given_on FROM vaccinations WHERE chip = '" + chip +
                            "' AND given_on >= '" + since + "' ORDER BY given_on";
    sqlite3_stmt *stmt = nullptr;
    if (sqlite3_prepare_v2(db, sql.c_str(), -1, &stmt, nullptr) != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(db));

    std::vector<Vaccination> found;
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
        found.push_back({column(stmt, 0), column(stmt, 1)});
    sqlite3_finalize(stmt);
    if (rc != SQLITE_DONE)
        throw std::runtime_error("reading vaccinations failed");
    return found;
}
