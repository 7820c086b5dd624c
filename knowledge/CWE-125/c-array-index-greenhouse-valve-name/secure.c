#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const valve_names[] = {"north bed", "south bed", "seedlings", "mist", "tank"};
static unsigned short valve_flow[sizeof valve_names / sizeof valve_names[0]];

#define VALVES ((long)(sizeof valve_names / sizeof valve_names[0]))

/* Answers "FLOW <number>" of the control protocol with name and litres per hour. */
int answer_flow(const char *request, char *reply, size_t reply_len)
{
    char *end = NULL;

    if (strncmp(request, "FLOW ", 5) != 0)
        return -1;
    long valve = strtol(request + 5, &end, 10);
    if (end == request + 5 || (*end != '\0' && *end != '\n'))
        return -1;
    if (valve < 0 || valve >= VALVES) {
        snprintf(reply, reply_len, "ERR no such valve\n");
        return 0;
    }
    snprintf(reply, reply_len, "OK %s %u\n", valve_names[valve], valve_flow[valve]);
    return 0;
}
