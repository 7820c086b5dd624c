#include <arpa/inet.h>
#include <cstdint>
#include <cstring>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>

struct PumpOrder {
    std::uint32_t sequence;
    std::uint16_t pump;
    std::uint16_t percent;
};

class PumpStation {
public:
    PumpStation(int socket, const std::string &master) : socket_(socket)
    {
        inet_pton(AF_INET, master.c_str(), &master_);
    }

    /* Takes one order of the control room; returns whether a pump was set. */
    bool take_order()
    {
        PumpOrder order;
        sockaddr_in from{};
        socklen_t length = sizeof from;
        const ssize_t got = recvfrom(socket_, &order, sizeof order, 0, reinterpret_cast<sockaddr *>(&from), &length);
        if (got != static_cast<ssize_t>(sizeof order))
            return false;
        if (from.sin_addr.s_addr != master_.s_addr)
            return false;
        const std::uint32_t sequence = ntohl(order.sequence);
        const unsigned pump = ntohs(order.pump), percent = ntohs(order.percent);
        if (sequence <= last_ || pump >= sizeof speed_ || percent > 100)
            return false;
        last_ = sequence;
        speed_[pump] = static_cast<std::uint8_t>(percent);
        return true;
    }

private:
    int socket_;
    in_addr master_{};
    std::uint32_t last_ = 0;
    std::uint8_t speed_[8] = {};
};
