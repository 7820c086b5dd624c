#include <cstdint>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

struct Collection {
    std::string member_no;
    std::string holder;
    std::string account;
    std::string mandate;
    std::int64_t cents = 0;
};

bool submit_collection(const Collection &item);

static std::string masked(const std::string &account) {
    if (account.size() <= 8) return "****";
    return "****" + account.substr(account.size() - 4);
}

std::size_t run_direct_debit(const std::vector<Collection> &batch) {
    std::size_t accepted = 0;
    std::int64_t total = 0;
    for (const Collection &item : batch) {
        if (item.cents <= 0) {
            std::clog << "member " << item.member_no << ": nothing to collect\n";
            continue;
        }
        const bool ok = submit_collection(item);
        std::clog << (ok ? "collected " : "rejected ") << item.cents << " ct from member "
                  << item.member_no << ", account " << masked(item.account) << '\n';
        if (ok) {
            ++accepted;
            total += item.cents;
        }
    }
    std::clog << accepted << " of " << batch.size() << " collections, " << std::fixed
              << std::setprecision(2) << static_cast<double>(total) / 100.0 << " in total\n";
    return accepted;
}
