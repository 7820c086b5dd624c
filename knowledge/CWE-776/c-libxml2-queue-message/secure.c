#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <string.h>

struct job {
    char type[32];
    char payload[4096];
    int priority;
};

static void copy_text(char *dst, size_t size, xmlNodePtr node)
{
    xmlChar *text = xmlNodeGetContent(node);

    if (text != NULL)
        snprintf(dst, size, "%s", (const char *)text);
    xmlFree(text);
}

int parse_job(const char *msg, int len, struct job *job)
{
    xmlNodePtr node, root;
    xmlChar *prio;
    xmlDocPtr doc = xmlReadMemory(msg, len, NULL, "UTF-8",
                                  XML_PARSE_NONET | XML_PARSE_NOBLANKS);

    if (doc == NULL) {
        fprintf(stderr, "queue: message of %d bytes not parsed\n", len);
        return -1;
    }
    if (xmlGetIntSubset(doc) != NULL) {
        fprintf(stderr, "queue: message with a DOCTYPE dropped\n");
        xmlFreeDoc(doc);
        return -1;
    }
    memset(job, 0, sizeof *job);
    root = xmlDocGetRootElement(doc);
    prio = root != NULL ? xmlGetProp(root, BAD_CAST "priority") : NULL;
    job->priority = prio != NULL && prio[0] == 'h' ? 1 : 0;
    xmlFree(prio);
    for (node = root != NULL ? root->children : NULL; node != NULL; node = node->next) {
        if (xmlStrcmp(node->name, BAD_CAST "type") == 0)
            copy_text(job->type, sizeof job->type, node);
        else if (xmlStrcmp(node->name, BAD_CAST "payload") == 0)
            copy_text(job->payload, sizeof job->payload, node);
    }
    xmlFreeDoc(doc);
    return job->type[0] != '\0' ? 0 : -1;
}
