#include <chrono>
#include <cstdint>
#include <functional>
#include <iostream>
#include <string>

class PairingMode {
public:
    explicit PairingMode(std::string serial) : serial_(std::move(serial)) {}

    std::string start() {
        const auto now = std::chrono::system_clock::now();
        const auto minute = std::chrono::duration_cast<std::chrono::minutes>(now.time_since_epoch()).count();
        const std::size_t mixed = std::hash<std::string>{}(serial_ + ':' + std::to_string(minute));
        std::string digits = std::to_string(mixed % 100000000);
        code_ = std::string(8 - digits.size(), '0') + digits;
        ends_ = now + std::chrono::minutes(2);
        failures_ = 0;
        std::clog << "lock " << serial_ << ": pairing mode for two minutes\n";
        return code_;
    }

    bool confirm(const std::string &entered) {
        if (code_.empty() || std::chrono::system_clock::now() > ends_) return false;
        if (entered != code_) {
            if (++failures_ >= 5) code_.clear();
            return false;
        }
        code_.clear();
        std::clog << "lock " << serial_ << ": new phone paired\n";
        return true;
    }

private:
    std::string serial_;
    std::string code_;
    int failures_ = 0;
    std::chrono::system_clock::time_point ends_{};
};
