#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdio.h>
#include <string.h>

int lookup_setting(xmlDocPtr doc, const char *tenant, const char *key, char *value, size_t size)
{
    static const char expr[] = "/config/tenant[@id=$tenant]/setting[@key=$key]";
    xmlXPathContextPtr ctx;
    xmlXPathObjectPtr found = NULL;
    xmlChar *text = NULL;
    int rc = -1;

    ctx = xmlXPathNewContext(doc);
    if (ctx == NULL)
        return -1;

    if (xmlXPathRegisterVariable(ctx, BAD_CAST "tenant", xmlXPathNewCString(tenant)) == 0 &&
        xmlXPathRegisterVariable(ctx, BAD_CAST "key", xmlXPathNewCString(key)) == 0)
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
