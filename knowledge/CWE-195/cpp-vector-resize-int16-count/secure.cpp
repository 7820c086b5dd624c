#include <cstdint>
#include <cstring>
#include <iostream>
#include <span>
#include <vector>

struct LightState {
    std::uint16_t fixture;
    std::uint8_t red, green, blue, dim;
};

class Scene {
public:
    static constexpr int kMaxLights = 512;

    // Message: scene number (1), reserved (1), count (2, little endian), light states.
    bool decode(std::span<const std::uint8_t> message)
    {
        if (message.size() < 4)
            return false;
        std::int16_t count;
        std::memcpy(&count, &message[2], sizeof(count));
        if (count < 0 || count > kMaxLights) {
            std::cerr << "scene " << int(message[0]) << ": " << count << " lights\n";
            return false;
        }

        const auto available = static_cast<std::int64_t>(message.size() - 4);
        if (count * static_cast<std::int64_t>(sizeof(LightState)) > available)
            return false;

        lights_.resize(count);
        if (count != 0)
            std::memcpy(lights_.data(), &message[4], count * sizeof(LightState));
        number_ = message[0];
        return true;
    }

private:
    std::uint8_t number_ = 0;
    std::vector<LightState> lights_;
};
