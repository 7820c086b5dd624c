#include <arpa/inet.h>
#include <cerrno>
#include <fstream>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

void store_record(std::ofstream& out, const std::string& host, const std::string& text);

static void become_user(const std::string& name)
{
    const passwd* pw = getpwnam(name.c_str());
    if (pw == nullptr)
        throw std::runtime_error("no such user " + name);
    if (setgroups(1, &pw->pw_gid) != 0 || setgid(pw->pw_gid) != 0 || setuid(pw->pw_uid) != 0)
        throw std::system_error(errno, std::generic_category(), "cannot become " + name);
}

void receive_syslog(const std::string& log_file, const std::string& run_as)
{
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(514);
    if (fd < 0 || bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0)
        throw std::system_error(errno, std::generic_category(), "port 514");

    std::ofstream out(log_file, std::ios::app);
    if (!out)
        throw std::runtime_error("cannot open " + log_file);
    become_user(run_as);
    out << "receiver started for " << run_as << '\n';

    char buffer[8192];
    for (;;) {
        sockaddr_in from{};
        socklen_t from_len = sizeof(from);
        const ssize_t n = recvfrom(fd, buffer, sizeof(buffer), 0, reinterpret_cast<sockaddr*>(&from), &from_len);
        if (n <= 0)
            continue;
        char host[INET_ADDRSTRLEN] = "";
        inet_ntop(AF_INET, &from.sin_addr, host, sizeof(host));
        store_record(out, host, std::string(buffer, static_cast<std::size_t>(n)));
    }
}
