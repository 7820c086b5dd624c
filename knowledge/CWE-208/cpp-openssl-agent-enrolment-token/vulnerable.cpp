#include <openssl/crypto.h>

#include <chrono>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

struct EnrolmentToken {
    std::string token;
    std::string group;
    std::chrono::system_clock::time_point expires;
    bool used = false;
};

class EnrolmentDesk {
public:
    void add(EnrolmentToken entry) { tokens_.push_back(std::move(entry)); }

    std::optional<std::string> enrol(const std::string &agent_name, const std::string &presented) {
        const auto now = std::chrono::system_clock::now();
        for (EnrolmentToken &entry : tokens_) {
            if (entry.token == presented && !entry.used && entry.expires > now) {
                entry.used = true;
                std::clog << "agent " << agent_name << " enrolled in " << entry.group << '\n';
                return entry.group;
            }
        }
        std::clog << "agent " << agent_name << " presented no valid token\n";
        return std::nullopt;
    }

    std::size_t purge(std::chrono::system_clock::time_point before) {
        return std::erase_if(tokens_, [before](const EnrolmentToken &entry) { return entry.expires < before; });
    }

private:
    std::vector<EnrolmentToken> tokens_;
};
