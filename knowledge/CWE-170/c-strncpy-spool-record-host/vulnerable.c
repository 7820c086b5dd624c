#include <stdio.h>
#include <string.h>
#include <time.h>

struct spool_record {
    char host[32];
    char user[16];
    char access_code[24];
    time_t queued;
};

int spool_record_fill(struct spool_record *rec, const char *host, const char *user,
                      const char *access_code)
{
    if (host[0] == '\0' || user[0] == '\0' || strlen(access_code) >= sizeof(rec->access_code))
        return -1;

    strncpy(rec->host, host, sizeof(rec->host));
    strncpy(rec->user, user, sizeof(rec->user));
    strcpy(rec->access_code, access_code);
    rec->queued = time(NULL);
    return 0;
}

void spool_status(FILE *out, const struct spool_record *rec, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        fprintf(out, "%-32s %-16s %ld s\n", rec[i].host, rec[i].user,
                (long)(time(NULL) - rec[i].queued));
        if (strlen(rec[i].host) > 24)
            fputs("  (long host name)\n", out);
    }
}
