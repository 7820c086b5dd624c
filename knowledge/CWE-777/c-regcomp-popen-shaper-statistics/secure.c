#include <regex.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

struct shaper_stats {
    unsigned long long sent;
    unsigned long long packets;
    unsigned dropped;
};

static int known_kind(const char *device)
{
    regex_t kinds;
    int miss;

    if (regcomp(&kinds, "^(eth|wlan|ppp|br)[0-9]{1,3}$", REG_EXTENDED | REG_NOSUB) != 0)
        return 0;
    miss = regexec(&kinds, device, 0, NULL, 0);
    regfree(&kinds);
    return miss == 0;
}

/* Answers the "shaper" query of the monitoring protocol for one network device. */
int query_shaper(const char *device, struct shaper_stats *out)
{
    char command[200], text[256];
    int status = -1;

    memset(out, 0, sizeof(*out));
    if (strlen(device) > 120 || !known_kind(device)) {
        syslog(LOG_NOTICE, "shaper query for an unknown kind of device");
        return -1;
    }

    snprintf(command, sizeof(command), "tc -s qdisc show dev %s root", device);
    FILE *tc = popen(command, "r");
    if (tc == NULL)
        return -1;
    while (fgets(text, sizeof(text), tc) != NULL)
        if (sscanf(text, " Sent %llu bytes %llu pkt (dropped %u,", &out->sent, &out->packets, &out->dropped) == 3)
            status = 0;
    pclose(tc);
    return status;
}
