#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>

#define USER_MAX 64

/* Reads the login message and stores the account name; returns 0 on success. */
int login_read_user(int sock, char *account, size_t account_len)
{
    char name[USER_MAX];
    uint16_t wire_len;

    if (recv(sock, &wire_len, sizeof(wire_len), MSG_WAITALL) != (ssize_t)sizeof(wire_len))
        return -1;

    size_t len = ntohs(wire_len);
    if (len == 0) {
        syslog(LOG_NOTICE, "login without a name");
        return -1;
    }
    if (len >= sizeof(name)) {
        syslog(LOG_NOTICE, "login name of %zu bytes refused", len);
        return -1;
    }
    if (recv(sock, name, len, MSG_WAITALL) != (ssize_t)len)
        return -1;
    name[len] = '\0';

    char *at = strchr(name, '@');
    if (at != NULL)
        *at = '\0';
    if (snprintf(account, account_len, "%s", name) >= (int)account_len)
        return -1;
    syslog(LOG_INFO, "login request of %s", account);
    return 0;
}
