#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

struct Shipment {
    std::uint64_t id;
    char carrier[24];
    double weight;
    std::uint32_t parcels;
};

class ShipmentPool {
public:
    ~ShipmentPool()
    {
        for (Shipment *shipment : taken_)
            std::free(shipment);
    }

    /** Takes over a shipment as it came in from a partner. */
    Shipment *add(std::uint64_t id, const std::string &carrier, double weight, std::uint32_t parcels)
    {
        Shipment *shipment = static_cast<Shipment *>(std::malloc(sizeof(*shipment)));
        if (shipment == nullptr)
            return nullptr;
        std::memset(shipment, 0, sizeof(*shipment));
        shipment->id = id;
        std::strncpy(shipment->carrier, carrier.c_str(), sizeof(shipment->carrier) - 1);
        shipment->weight = weight;
        shipment->parcels = parcels;
        taken_.push_back(shipment);
        return shipment;
    }

private:
    std::vector<Shipment *> taken_;
};
