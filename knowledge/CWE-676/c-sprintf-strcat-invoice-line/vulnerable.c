#include <stdio.h>
#include <string.h>

struct invoice_item {
    const char *sku;
    const char *description;
    unsigned quantity;
    long cents;
};

#define LINE_LEN 120

/* Renders one invoice line; line has LINE_LEN bytes. */
int invoice_line(const struct invoice_item *item, int vat_reduced, char *line)
{
    char price[32];
    long total = item->cents * (long)item->quantity;

    snprintf(price, sizeof(price), "%ld.%02ld", total / 100, total % 100);
    sprintf(line, "%-12s ", item->sku);
    strcat(line, item->description);
    strcat(line, vat_reduced ? " (R) " : " ");
    strcat(line, price);
    return (int)strlen(line);
}
