#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

struct enclosure {
    xmlChar *url;
    long length;
    int is_audio;
};

/* Fills the enclosure from an <enclosure url= type= length=> element. */
int enclosure_read(xmlNodePtr node, struct enclosure *enc)
{
    if (xmlStrcmp(node->name, BAD_CAST "enclosure") != 0)
        return -1;

    xmlChar *type = xmlGetProp(node, BAD_CAST "type");
    xmlChar *length = xmlGetProp(node, BAD_CAST "length");

    enc->url = xmlGetProp(node, BAD_CAST "url");
    if (enc->url == NULL || type == NULL || length == NULL) {
        xmlFree(enc->url);
        xmlFree(type);
        xmlFree(length);
        enc->url = NULL;
        return -1;
    }
    enc->is_audio = strncmp((const char *)type, "audio/", 6) == 0;
    enc->length = strtol((const char *)length, NULL, 10);
    if (enc->length < 0)
        enc->length = 0;

    xmlFree(type);
    xmlFree(length);
    return enc->url[0] != '\0' ? 0 : -1;
}
