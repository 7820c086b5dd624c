#include <stddef.h>
#include <string.h>
#include <syslog.h>

#define BADGE_CODE_LENGTH 20

struct badge {
    unsigned char code[BADGE_CODE_LENGTH];
    unsigned zones;
    char holder[40];
};

/* Finds the badge that was held to the reader; the frame ends with the code. */
const struct badge *find_badge(const struct badge *badges, size_t count,
                               const unsigned char code[BADGE_CODE_LENGTH], unsigned zone)
{
    for (size_t i = 0; i < count; i++) {
        if (memcmp(badges[i].code, code, sizeof(code)) != 0)
            continue;
        if ((badges[i].zones & (1u << zone)) == 0) {
            syslog(LOG_NOTICE, "badge %zu has no access to zone %u", i, zone);
            return NULL;
        }
        return &badges[i];
    }
    return NULL;
}

/* Forgets a code as soon as the door has been opened. */
void forget_code(unsigned char code[BADGE_CODE_LENGTH])
{
    memset(code, 0, sizeof(code));
}
