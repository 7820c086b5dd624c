#include <chrono>
#include <cstdint>
#include <iostream>
#include <stdexcept>
#include <string>

#include <sys/random.h>

class PairingMode {
public:
    explicit PairingMode(std::string serial) : serial_(std::move(serial)) {}

    std::string start() {
        const auto now = std::chrono::system_clock::now();
        std::uint32_t value = 0;
        do {
            if (getrandom(&value, sizeof value, 0) != static_cast<ssize_t>(sizeof value)) {
                throw std::runtime_error("no random bytes for the pairing code");
            }
        } while (value >= 4200000000u);
        std::string digits = std::to_string(value % 100000000);
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
