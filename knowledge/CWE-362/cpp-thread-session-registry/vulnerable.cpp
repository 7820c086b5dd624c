#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

using Clock = std::chrono::steady_clock;

struct Session {
    std::uint64_t user_id = 0;
    std::string nickname;
    Clock::time_point last_seen;
};

class SessionRegistry {
public:
    bool open(const std::string &token, std::uint64_t user_id, const std::string &nickname)
    {
        auto [it, added] = sessions_.try_emplace(token);
        if (!added)
            return false;
        it->second = Session{user_id, nickname, Clock::now()};
        return true;
    }

    Session *find(const std::string &token)
    {
        auto it = sessions_.find(token);
        if (it == sessions_.end())
            return nullptr;
        it->second.last_seen = Clock::now();
        return &it->second;
    }

    std::size_t expire(std::chrono::minutes idle)
    {
        const auto limit = Clock::now() - idle;
        return std::erase_if(sessions_, [&](const auto &entry) { return entry.second.last_seen < limit; });
    }

private:
    std::unordered_map<std::string, Session> sessions_;
};
