#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Port on which pumpctl talks to the daemon of the same machine. */
int open_control_port(uint16_t port)
{
    struct sockaddr_in addr;
    char text[INET_ADDRSTRLEN];
    int on = 1;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0) {
        perror("control socket");
        return -1;
    }
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0) {
        perror("control socket options");
        close(fd);
        return -1;
    }

    memset(&addr, 0, sizeof addr);
    addr.sin_family = AF_INET;
    addr.sin_port = htons(port);
    addr.sin_addr.s_addr = htonl(INADDR_ANY);
    if (bind(fd, (struct sockaddr *)&addr, sizeof addr) != 0 || listen(fd, 8) != 0) {
        perror("control port");
        close(fd);
        return -1;
    }

    inet_ntop(AF_INET, &addr.sin_addr, text, sizeof text);
    fprintf(stderr, "control port on %s:%u\n", text, (unsigned)port);
    return fd;
}
