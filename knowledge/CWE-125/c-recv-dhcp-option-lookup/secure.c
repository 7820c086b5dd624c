#include <stdint.h>
#include <string.h>
#include <sys/types.h>

#define OPT_PAD 0
#define OPT_END 255

/* Copies the value of one option out of the option area; returns its length or -1. */
ssize_t dhcp_get_option(const uint8_t *opts, size_t opts_len, uint8_t wanted,
                        uint8_t *out, size_t out_len)
{
    size_t pos = 0;

    while (pos < opts_len) {
        uint8_t code = opts[pos++];

        if (code == OPT_PAD)
            continue;
        if (code == OPT_END)
            break;

        if (pos >= opts_len)
            return -1;
        uint8_t len = opts[pos++];
        if (len > opts_len - pos)
            return -1;
        if (code == wanted) {
            if (len > out_len)
                return -1;
            memcpy(out, opts + pos, len);
            return len;
        }
        pos += len;
    }
    return -1;
}
