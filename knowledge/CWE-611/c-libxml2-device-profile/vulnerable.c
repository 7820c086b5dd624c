#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct profile {
    char label[64];
    int poll_seconds;
};

int parse_profile(const char *body, int length, struct profile *out)
{
    xmlDocPtr doc;
    xmlNodePtr root, node;

    doc = xmlReadMemory(body, length, "profile.xml", NULL,
                        XML_PARSE_NOENT | XML_PARSE_DTDLOAD | XML_PARSE_NOBLANKS);
    if (doc == NULL)
        return -1;
    root = xmlDocGetRootElement(doc);
    if (root == NULL || xmlStrcmp(root->name, BAD_CAST "profile") != 0) {
        xmlFreeDoc(doc);
        return -1;
    }
    memset(out, 0, sizeof *out);
    out->poll_seconds = 60;
    for (node = root->children; node != NULL; node = node->next) {
        xmlChar *text = xmlNodeGetContent(node);

        if (xmlStrcmp(node->name, BAD_CAST "label") == 0 && text != NULL)
            snprintf(out->label, sizeof out->label, "%s", (const char *)text);
        else if (xmlStrcmp(node->name, BAD_CAST "poll") == 0 && text != NULL)
            out->poll_seconds = atoi((const char *)text);
        xmlFree(text);
    }
    xmlFreeDoc(doc);
    return out->poll_seconds > 0 ? 0 : -1;
}
