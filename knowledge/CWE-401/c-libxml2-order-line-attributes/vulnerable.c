#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sums up the quantities of all items of an order that belong to the given group. */
long order_quantity(xmlDocPtr doc, const char *group)
{
    xmlNodePtr root = xmlDocGetRootElement(doc);
    long total = 0;

    if (root == NULL || xmlStrcmp(root->name, BAD_CAST "order") != 0)
        return -1;

    for (xmlNodePtr item = root->children; item != NULL; item = item->next) {
        if (item->type != XML_ELEMENT_NODE || xmlStrcmp(item->name, BAD_CAST "item") != 0)
            continue;

        xmlChar *item_group = xmlGetProp(item, BAD_CAST "group");
        xmlChar *quantity = xmlNodeGetContent(item);
        if (item_group == NULL || quantity == NULL || strcmp((char *)item_group, group) != 0)
            continue;

        long n = strtol((char *)quantity, NULL, 10);
        if (n < 0 || n > 100000) {
            fprintf(stderr, "order: quantity %ld in line %ld\n", n, xmlGetLineNo(item));
            return -1;
        }
        total += n;
    }
    return total;
}
