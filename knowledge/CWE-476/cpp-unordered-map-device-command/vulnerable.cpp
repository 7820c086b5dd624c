#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

class Device {
public:
    virtual ~Device() = default;
    virtual std::string label() const = 0;
};

class Dimmer : public Device {
public:
    virtual void set_level(int percent) = 0;
};

class Registry {
public:
    Device* find(std::uint32_t id) const
    {
        auto it = devices_.find(id);
        return it == devices_.end() ? nullptr : it->second.get();
    }

    // Handles "dim <id> <percent>" from the control channel and returns the reply line.
    std::string dim(std::uint32_t id, int percent) const
    {
        Device* device = find(id);
        Dimmer* dimmer = dynamic_cast<Dimmer*>(device);

        dimmer->set_level(std::clamp(percent, 0, 100));
        return "OK " + device->label();
    }

private:
    std::unordered_map<std::uint32_t, std::unique_ptr<Device>> devices_;
};
