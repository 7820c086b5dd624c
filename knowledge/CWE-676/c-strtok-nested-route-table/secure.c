#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct route {
    char iface[16];
    struct in_addr nets[8];
    int net_count;
    int metric;
};

static int parse_nets(char *list, struct route *r)
{
    char *save = NULL;
    for (char *net = strtok_r(list, ",", &save); net != NULL; net = strtok_r(NULL, ",", &save)) {
        if (r->net_count == 8 || inet_pton(AF_INET, net, &r->nets[r->net_count]) != 1)
            return -1;
        r->net_count++;
    }
    return 0;
}

/* Rule format: "iface net,net,... metric" */
int route_parse(char *line, struct route *r)
{
    memset(r, 0, sizeof(*r));
    char *save = NULL;
    char *iface = strtok_r(line, " \t", &save);
    char *nets = strtok_r(NULL, " \t", &save);

    if (iface == NULL || nets == NULL || strlen(iface) >= sizeof(r->iface))
        return -1;
    strcpy(r->iface, iface);
    if (parse_nets(nets, r) != 0) {
        fprintf(stderr, "bad network list for %s\n", iface);
        return -1;
    }
    char *metric = strtok_r(NULL, " \t\r\n", &save);
    r->metric = metric != NULL ? (int)strtol(metric, NULL, 10) : 100;
    return 0;
}
