#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

class TransferMeter {
public:
    using Clock = std::chrono::steady_clock;

    TransferMeter(std::uint64_t total, Clock::time_point start) : total_(total), start_(start) {}

    void received(std::uint64_t bytes) { done_ += bytes; }

    // Status text such as "12 of 80 MiB, 35 s left".
    std::string status(Clock::time_point now) const
    {
        using std::chrono::duration_cast;
        const auto elapsed = duration_cast<std::chrono::milliseconds>(now - start_).count();
        const std::uint64_t left = total_ > done_ ? total_ - done_ : 0;

        char text[96];
        if (elapsed <= 0 || done_ < static_cast<std::uint64_t>(elapsed)) {
            std::snprintf(text, sizeof(text), "%llu of %llu MiB",
                          static_cast<unsigned long long>(done_ >> 20),
                          static_cast<unsigned long long>(total_ >> 20));
            return text;
        }
        const std::uint64_t per_ms = done_ / static_cast<std::uint64_t>(elapsed);
        const std::uint64_t seconds = left / per_ms / 1000;
        std::snprintf(text, sizeof(text), "%llu of %llu MiB, %llu s left",
                      static_cast<unsigned long long>(done_ >> 20),
                      static_cast<unsigned long long>(total_ >> 20),
                      static_cast<unsigned long long>(seconds));
        return text;
    }

private:
    std::uint64_t total_;
    std::uint64_t done_ = 0;
    Clock::time_point start_;
};
