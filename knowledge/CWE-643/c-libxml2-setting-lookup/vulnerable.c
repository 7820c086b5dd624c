#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdio.h>
#include <string.h>

int lookup_setting(xmlDocPtr doc, const char *tenant, const char *key, char *value, size_t size)
{
    char expr[512];
    xmlXPathContextPtr ctx;
    xmlXPathObjectPtr found;
    xmlChar *text = NULL;
    int rc = -1;

    if (snprintf(expr, sizeof expr, "/config/tenant[@id='%s']/setting[@key='%s']",
                 tenant, key) >= (int)sizeof expr)
        return -1;
    ctx = xmlXPathNewContext(doc);
    if (ctx == NULL)
        return -1;

    found = xmlXPathEvalExpression(BAD_CAST expr, ctx);
    if (found != NULL && found->type == XPATH_NODESET && !xmlXPathNodeSetIsEmpty(found->nodesetval)) {
        text = xmlNodeGetContent(found->nodesetval->nodeTab[0]);
        if (text != NULL && (size_t)xmlStrlen(text) < size) {
            memcpy(value, text, (size_t)xmlStrlen(text) + 1);
            rc = 0;
        }
        xmlFree(text);
    }
    if (rc != 0)
        fprintf(stderr, "confd: no setting %s for tenant %s\n", key, tenant);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(ctx);
    return rc;
}
