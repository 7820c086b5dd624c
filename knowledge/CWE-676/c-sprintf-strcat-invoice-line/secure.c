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
    int n = snprintf(line, LINE_LEN, "%-12s %.70s%s%s", item->sku, item->description,
                     vat_reduced ? " (R) " : " ", price);
    if (n < 0 || n >= LINE_LEN) {
        fprintf(stderr, "invoice: item %s does not fit on a line\n", item->sku);
        return -1;
    }
    return n;
}
