#include <cstdint>
#include <cstring>
#include <iostream>
#include <memory>
#include <set>
#include <span>
#include <vector>

struct Packet {
    std::uint8_t version = 0;
    std::uint16_t sequence = 0;
    std::vector<std::uint8_t> payload;
};

class TelemetryHandler {
public:
    virtual ~TelemetryHandler() = default;
    virtual void store(const Packet& packet) = 0;   // may throw

    void on_datagram(std::span<const std::uint8_t> data)
    {
        if (data.size() < 3)
            return;

        auto packet = std::make_unique<Packet>();
        packet->version = data[0];
        packet->sequence = static_cast<std::uint16_t>((data[1] << 8) | data[2]);
        packet->payload.assign(data.begin() + 3, data.end());

        if (packet->version != 2) {
            std::clog << "telemetry: version " << int(packet->version) << " ignored\n";
            return;
        }
        if (!seen_.insert(packet->sequence).second)
            return;

        store(*packet);
        ++stored_;
    }

private:
    std::set<std::uint16_t> seen_;
    std::size_t stored_ = 0;
};
