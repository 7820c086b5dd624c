#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

using Clock = std::chrono::steady_clock;

struct ConsoleSession {
    std::string account;
    bool may_flash = false;
    Clock::time_point created;
    Clock::time_point last_seen;
};

class SessionTable {
public:
    void open(const std::string& token, std::string account, bool may_flash)
    {
        const std::lock_guard lock(mutex_);
        const auto now = std::chrono::steady_clock::now();
        sessions_[token] = {std::move(account), may_flash, now, now};
    }

    std::optional<ConsoleSession> find(const std::string& token)
    {
        const std::lock_guard lock(mutex_);
        const auto it = sessions_.find(token);
        if (it == sessions_.end())
            return std::nullopt;
        const auto now = std::chrono::steady_clock::now();
        if (now - it->second.last_seen > kIdle || now - it->second.created > kAbsolute) {
            sessions_.erase(it);
            return std::nullopt;
        }
        it->second.last_seen = now;
        return it->second;
    }

    std::size_t size() const
    {
        const std::lock_guard lock(mutex_);
        return sessions_.size();
    }

private:
    static constexpr std::chrono::minutes kIdle{15};
    static constexpr std::chrono::hours kAbsolute{10};
    mutable std::mutex mutex_;
    std::unordered_map<std::string, ConsoleSession> sessions_;
};
