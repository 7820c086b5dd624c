#include <openssl/err.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define RESET_BYTES 20

struct reset_ticket {
    char account[64];
    char code[RESET_BYTES * 2 + 1];
    time_t expires;
};

/* Prepares a password reset that is valid for 30 minutes. */
int reset_ticket_new(const char *account, struct reset_ticket *ticket)
{
    unsigned char raw[RESET_BYTES] = {0};

    if (strlen(account) >= sizeof(ticket->account))
        return -1;
    memset(ticket, 0, sizeof(*ticket));

    if (RAND_bytes(raw, sizeof(raw)) != 1) {
        fprintf(stderr, "reset: %s\n", ERR_error_string(ERR_get_error(), NULL));
        return -1;
    }
    strcpy(ticket->account, account);
    for (size_t i = 0; i < sizeof(raw); i++)
        snprintf(ticket->code + 2 * i, 3, "%02x", raw[i]);
    ticket->expires = time(NULL) + 30 * 60;

    fprintf(stderr, "reset: code issued for %s\n", account);
    return 0;
}
