#include <arpa/inet.h>
#include <cerrno>
#include <cstdint>
#include <string>
#include <sys/socket.h>
#include <sys/time.h>
#include <system_error>
#include <unistd.h>

struct FeedSettings {
    std::string vehicleNetAddress;
    std::uint16_t port = 20777;
    int receiveBuffer = 1 << 18;
};

class PositionFeed {
public:
    explicit PositionFeed(const FeedSettings &settings)
        : fd_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
    {
        if (fd_ < 0)
            fail("socket");
        int on = 1;
        if (::setsockopt(fd_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0)
            fail("SO_REUSEADDR");
        if (::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &settings.receiveBuffer, sizeof settings.receiveBuffer) != 0)
            fail("SO_RCVBUF");

        sockaddr_in addr{};
        addr.sin_family = AF_INET;
        addr.sin_port = htons(settings.port);
        addr.sin_addr.s_addr = htonl(INADDR_ANY);
        if (::bind(fd_, reinterpret_cast<sockaddr *>(&addr), sizeof addr) != 0)
            fail("bind");
    }

    ~PositionFeed() { ::close(fd_); }
    PositionFeed(const PositionFeed &) = delete;
    PositionFeed &operator=(const PositionFeed &) = delete;

    ssize_t receive(char *buffer, std::size_t size) { return ::recv(fd_, buffer, size, 0); }

private:
    [[noreturn]] void fail(const char *step)
    {
        int reason = errno;
        if (fd_ >= 0)
            ::close(fd_);
        throw std::system_error(reason, std::generic_category(), step);
    }

    int fd_;
};
