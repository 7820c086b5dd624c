#include <cstring>
#include <filesystem>
#include <sstream>
#include <string>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <syslog.h>
#include <unistd.h>

struct BrokerConfig {
    std::string version;
    std::filesystem::path data_dir;
    unsigned max_topics = 256;
};

static bool send_line(int fd, const std::string &line)
{
    const std::string text = line + "\r\n";
    return send(fd, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
}

bool greet_client(int fd, const BrokerConfig &config)
{
    utsname system{};
    uname(&system);

    std::ostringstream greeting;
    greeting << "220 broker " << config.version << " on " << system.nodename << " (" << system.sysname << ' '
             << system.release << ' ' << system.machine << ") exe=" << std::filesystem::read_symlink("/proc/self/exe").string()
             << " uid=" << getuid() << " pid=" << getpid() << " topics=" << config.max_topics;
    if (!send_line(fd, greeting.str()))
        return false;

    char word[64] = {};
    const ssize_t n = recv(fd, word, sizeof word - 1, 0);
    if (n <= 0)
        return false;
    if (std::strncmp(word, "HELLO ", 6) != 0) {
        send_line(fd, "500 expected HELLO, see " + (config.data_dir / "protocol.log").string());
        syslog(LOG_WARNING, "client without HELLO");
        return false;
    }
    return send_line(fd, "250 ready");
}
