#include <chrono>
#include <cstdint>
#include <iostream>
#include <map>
#include <random>
#include <string>

struct JoinGrant {
    std::uint64_t lobby_id;
    std::uint64_t player_id;
    std::chrono::steady_clock::time_point expires;
};

class LobbyTokens {
public:
    std::string issue(std::uint64_t lobby_id, std::uint64_t player_id) {
        static const char digits[] = "0123456789abcdef";
        std::string token;
        std::uniform_int_distribution<int> pick(0, 15);
        for (int i = 0; i < 32; ++i) token.push_back(digits[pick(generator_)]);

        grants_[token] = {lobby_id, player_id,
                          std::chrono::steady_clock::now() + std::chrono::minutes(2)};
        std::clog << "lobby " << lobby_id << ": token issued for player " << player_id << '\n';
        return token;
    }

    bool redeem(const std::string &token, JoinGrant &grant) {
        const auto found = grants_.find(token);
        if (found == grants_.end()) return false;
        grant = found->second;
        grants_.erase(found);
        return grant.expires > std::chrono::steady_clock::now();
    }

private:
    std::mt19937 generator_{std::random_device{}()};
    std::map<std::string, JoinGrant> grants_;
};
