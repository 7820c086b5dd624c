#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstdint>
#include <mutex>
#include <ostream>
#include <string>

struct Connection {
    sockaddr_in client;
    sockaddr_in upstream;
    std::uint64_t bytes_in = 0;
    std::uint64_t bytes_out = 0;
};

class ConnectionLog {
public:
    explicit ConnectionLog(std::ostream& out) : out_(out) {}

    // Called from the worker thread that closes the connection.
    void closed(const Connection& c)
    {
        char client[INET_ADDRSTRLEN] = "?";
        char upstream[INET_ADDRSTRLEN] = "?";
        inet_ntop(AF_INET, &c.client.sin_addr, client, sizeof(client));
        inet_ntop(AF_INET, &c.upstream.sin_addr, upstream, sizeof(upstream));
        const std::string line = std::string(client) + " -> " + upstream;

        const std::lock_guard<std::mutex> guard(mutex_);
        out_ << line << ':' << ntohs(c.upstream.sin_port) << " in=" << c.bytes_in
             << " out=" << c.bytes_out << '\n';
        out_.flush();
    }

private:
    std::ostream& out_;
    std::mutex mutex_;
};
