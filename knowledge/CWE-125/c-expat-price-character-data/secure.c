#include <expat.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct price_import {
    bool in_price;
    char text[32];
    size_t text_len;
    unsigned rejected;
};

static void XMLCALL on_text(void *data, const XML_Char *s, int len)
{
    struct price_import *imp = data;
    size_t n = (size_t)len;

    if (!imp->in_price)
        return;
    if (n >= sizeof(imp->text) - imp->text_len) {
        const char *comma = memchr(s, ',', n);
        imp->rejected++;
        if (comma == NULL)
            return;
        n = (size_t)(comma - s);
        if (n >= sizeof(imp->text) - imp->text_len)
            return;
    }
    memcpy(imp->text + imp->text_len, s, n);
    imp->text_len += n;
    imp->text[imp->text_len] = '\0';
}

void price_import_attach(XML_Parser parser, struct price_import *imp)
{
    memset(imp, 0, sizeof(*imp));
    XML_SetUserData(parser, imp);
    XML_SetCharacterDataHandler(parser, on_text);
}
