#include <stdint.h>
#include <string.h>
#include <syslog.h>

#define OPTION_HOST_NAME 12
#define OPTION_LEASE 51
#define OPTION_END 255

struct lease_request {
    char host[64];
    uint32_t seconds;
};

/* Reads the options of a lease request; returns 0 where they were understood. */
int parse_options(const uint8_t *options, size_t length, struct lease_request *request)
{
    size_t at = 0;

    memset(request, 0, sizeof *request);
    while (at < length && options[at] != OPTION_END) {
        uint8_t code = options[at];
        if (at + 1 >= length)
            goto malformed;
        uint8_t size = options[at + 1];
        const uint8_t *value = options + at + 2;
        if (at + 2 + size > length)
            goto malformed;
        if (code == OPTION_HOST_NAME) {
            if (size >= sizeof request->host)
                goto malformed;
            memcpy(request->host, value, size);
        } else if (code == OPTION_LEASE) {
            if (size != 4)
                goto malformed;
            request->seconds = (uint32_t)value[0] << 24 | value[1] << 16 | value[2] << 8 | value[3];
        }
        at += 2u + size;
    }
    syslog(LOG_DEBUG, "lease for %s", request->host);
    return 0;

malformed:
    syslog(LOG_NOTICE, "lease request dropped: option at byte %zu is malformed", at);
    return -1;
}
