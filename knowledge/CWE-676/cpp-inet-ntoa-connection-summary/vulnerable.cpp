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
        const std::string line = std::string(inet_ntoa(c.client.sin_addr)) + " -> " +
                                 inet_ntoa(c.upstream.sin_addr);

        const std::lock_guard<std::mutex> guard(mutex_);
        out_ << line << ':' << ntohs(c.upstream.sin_port) << " in=" << c.bytes_in
             << " out=" << c.bytes_out << '\n';
        out_.flush();
    }

private:
    std::ostream& out_;
    std::mutex mutex_;
};
