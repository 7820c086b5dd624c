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
    xmlTextWriterPtr out = xmlNewTextWriterFilename(path, 0);
    size_t i;
    int rc;

    if (out == NULL)
        return -1;
    xmlTextWriterSetIndent(out, 1);
    rc = xmlTextWriterStartDocument(out, NULL, "UTF-8", NULL);
    if (rc >= 0)
        rc = xmlTextWriterStartElement(out, BAD_CAST "users");
    for (i = 0; i < count && rc >= 0; i++) {
        xmlTextWriterStartElement(out, BAD_CAST "user");
        xmlTextWriterWriteFormatAttribute(out, BAD_CAST "id", "%u", users[i].id);
        xmlTextWriterWriteAttribute(out, BAD_CAST "role", BAD_CAST (i == 0 ? "owner" : "member"));
        xmlTextWriterWriteFormatAttribute(out, BAD_CAST "created", "%lld", (long long)users[i].created);
        xmlTextWriterWriteElement(out, BAD_CAST "nickname", BAD_CAST users[i].nickname);
        xmlTextWriterWriteElement(out, BAD_CAST "contact", BAD_CAST users[i].contact);
        rc = xmlTextWriterEndElement(out);
    }
    if (rc >= 0)
        rc = xmlTextWriterEndDocument(out);
    xmlFreeTextWriter(out);
    return rc >= 0 ? 0 : -1;
}
