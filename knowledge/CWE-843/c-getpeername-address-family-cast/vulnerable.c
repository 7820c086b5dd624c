#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

struct subnet {
    in_addr_t net;
    in_addr_t mask;
};

/* Returns 1 if the peer belongs to the maintenance network. */
int peer_is_maintenance(int sock, const struct subnet *allowed, size_t n)
{
    struct sockaddr_storage ss;
    socklen_t len = sizeof(ss);
    char text[INET_ADDRSTRLEN];

    memset(&ss, 0, sizeof(ss));
    if (getpeername(sock, (struct sockaddr *)&ss, &len) != 0) {
        perror("getpeername");
        return 0;
    }

    const struct sockaddr_in *peer = (const struct sockaddr_in *)&ss;
    for (size_t i = 0; i < n; i++) {
        if ((peer->sin_addr.s_addr & allowed[i].mask) == allowed[i].net)
            return 1;
    }
    if (inet_ntop(AF_INET, &peer->sin_addr, text, sizeof(text)) != NULL)
        fprintf(stderr, "maintenance: %s refused\n", text);
    return 0;
}
