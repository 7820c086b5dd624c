#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <syslog.h>
#include <unistd.h>

#define PROBE "WHO-IS-PRINTER"

struct device {
    const char *model;
    unsigned short service_port;
    const char *config_path;
    const char *admin_login;
    const char *firmware;
};

/* Answers one discovery datagram; the socket listens on every interface. */
int answer_discovery(int fd, const struct device *device)
{
    char probe[64], answer[512];
    struct sockaddr_in peer;
    socklen_t peer_length = sizeof peer;
    struct utsname host;
    ssize_t n;
    int length;

    n = recvfrom(fd, probe, sizeof probe, 0, (struct sockaddr *)&peer, &peer_length);
    if (n < (ssize_t)strlen(PROBE) || memcmp(probe, PROBE, strlen(PROBE)) != 0)
        return 0;
    if (uname(&host) != 0) {
        syslog(LOG_ERR, "discovery: uname: %m");
        return -1;
    }

    length = snprintf(answer, sizeof answer,
                      "{\"model\":\"%s\",\"port\":%hu,\"host\":\"%s\",\"kernel\":\"%s %s\",\"firmware\":\"%s\","
                      "\"config\":\"%s\",\"admin\":\"%s\",\"uid\":%d}",
                      device->model, device->service_port, host.nodename, host.release, host.machine,
                      device->firmware, device->config_path, device->admin_login, (int)getuid());
    if (length < 0 || (size_t)length >= sizeof answer)
        return -1;
    if (sendto(fd, answer, (size_t)length, 0, (struct sockaddr *)&peer, peer_length) != length) {
        syslog(LOG_WARNING, "discovery: answer was not sent: %m");
        return -1;
    }
    return 1;
}
