#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* Opens a TCP connection to the upstream server; returns the socket or -1. */
int upstream_connect(const char *host, const char *service)
{
    struct addrinfo hints, *list, *ai;
    struct timeval timeout = {.tv_sec = 5};
    int result = -1;

    memset(&hints, 0, sizeof(hints));
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    int rc = getaddrinfo(host, service, &hints, &list);
    if (rc != 0) {
        fprintf(stderr, "upstream %s: %s\n", host, gai_strerror(rc));
        return -1;
    }

    for (ai = list; ai != NULL; ai = ai->ai_next) {
        int fd = socket(ai->ai_family, ai->ai_socktype | SOCK_CLOEXEC, ai->ai_protocol);
        if (fd < 0)
            continue;
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof(timeout));
        if (connect(fd, ai->ai_addr, ai->ai_addrlen) == 0) {
            result = fd;
            break;
        }
        close(fd);
    }
    if (result < 0)
        fprintf(stderr, "upstream %s: no address answers\n", host);
    freeaddrinfo(list);
    return result;
}
