#include <chrono>
#include <cstdint>
#include <mutex>
#include <random>
#include <string>
#include <unordered_map>

struct ParkedCall {
    std::string caller;
    std::chrono::steady_clock::time_point until;
};

class CallPark {
public:
    std::string park(const std::string &caller, std::chrono::seconds keep)
    {
        std::string token = next_token();
        const auto until = std::chrono::steady_clock::now() + keep;
        std::lock_guard<std::mutex> hold(mutex_);
        calls_[token] = ParkedCall{caller, until};
        return token;
    }

    bool resume(const std::string &token, ParkedCall &call)
    {
        std::lock_guard<std::mutex> hold(mutex_);
        const auto it = calls_.find(token);
        if (it == calls_.end() || it->second.until < std::chrono::steady_clock::now())
            return false;
        call = it->second;
        calls_.erase(it);
        return true;
    }

private:
    static std::string next_token()
    {
        static const char hex[] = "0123456789abcdef";
        thread_local std::random_device engine;
        std::uniform_int_distribution<int> nibble(0, 15);
        std::string token(32, '0');
        for (char &c : token)
            c = hex[nibble(engine)];
        return token;
    }

    std::mutex mutex_;
    std::unordered_map<std::string, ParkedCall> calls_;
};
