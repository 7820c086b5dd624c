#include <netdb.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

// Returns the numeric addresses of a tenant's target host.
std::vector<std::string> resolve_target(const std::string& host, const std::string& port)
{
    std::vector<std::string> addresses;
    addrinfo hints;
    addrinfo* list;

    std::memset(&hints, 0, sizeof(hints));
    hints.ai_socktype = SOCK_STREAM;
    const int rc = getaddrinfo(host.c_str(), port.c_str(), &hints, &list);
    if (rc == 0) {
        for (const addrinfo* ai = list; ai != nullptr; ai = ai->ai_next) {
            std::array<char, NI_MAXHOST> name;
            if (getnameinfo(ai->ai_addr, ai->ai_addrlen, name.data(), name.size(), nullptr, 0,
                            NI_NUMERICHOST) == 0)
                addresses.emplace_back(name.data());
        }
    } else {
        std::cerr << "target " << host << ": " << gai_strerror(rc) << '\n';
    }

    freeaddrinfo(list);
    return addresses;
}
