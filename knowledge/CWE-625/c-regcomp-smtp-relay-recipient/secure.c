#include <regex.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <syslog.h>

struct relay {
    int upstream;
    regex_t recipient;
    unsigned refused;
};

int relay_init(struct relay *r, int upstream)
{
    memset(r, 0, sizeof(*r));
    r->upstream = upstream;
    return regcomp(&r->recipient, "^[a-z0-9._+-]+@(depot|office|yard)\\.example\\.org$",
                   REG_EXTENDED | REG_ICASE | REG_NOSUB);
}

/* Recipient field of a notice that a vehicle unit has handed in, JSON already decoded. */
int relay_recipient(struct relay *r, const char *unit, const char *address)
{
    char line[320];
    int n;

    if (strlen(address) > 254 || regexec(&r->recipient, address, 0, NULL, 0) != 0) {
        r->refused++;
        syslog(LOG_WARNING, "unit %s: recipient refused (%u so far)", unit, r->refused);
        return -1;
    }

    n = snprintf(line, sizeof(line), "RCPT TO:<%s>\r\n", address);
    if (n < 0 || (size_t)n >= sizeof(line))
        return -1;
    if (send(r->upstream, line, (size_t)n, MSG_NOSIGNAL) != n) {
        syslog(LOG_ERR, "unit %s: mail server is gone", unit);
        return -1;
    }
    return 0;
}
