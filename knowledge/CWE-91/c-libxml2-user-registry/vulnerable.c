#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <time.h>

struct user {
    unsigned id;
    const char *nickname;
    const char *contact;
    time_t created;
};

int save_users(const char *path, const struct user *users, size_t count)
{
    FILE *out = fopen(path, "w");
    size_t i;

    if (out == NULL)
        return -1;
    fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<users>\n");
    for (i = 0; i < count; i++) {
        fprintf(out, "  <user id=\"%u\" role=\"%s\" created=\"%lld\">\n",
                users[i].id, i == 0 ? "owner" : "member", (long long)users[i].created);
        fprintf(out, "    <nickname>%s</nickname>\n", users[i].nickname);
        fprintf(out, "    <contact>%s</contact>\n", users[i].contact);
        fprintf(out, "  </user>\n");
    }
    fprintf(out, "</users>\n");
    if (ferror(out)) {
        fclose(out);
        return -1;
    }
    return fclose(out) == 0 ? 0 : -1;
}
