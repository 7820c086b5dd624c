#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum delivery { DELIVERY_IGNORED, DELIVERY_PAID, DELIVERY_REFUNDED };

struct payment_event {
    char reference[48];
    enum delivery kind;
};

int webhook_parse(const char *body, size_t len, struct payment_event *ev)
{
    json_error_t err;
    json_t *root = json_loadb(body, len, 0, &err);
    int rc = -1;

    if (root == NULL) {
        fprintf(stderr, "webhook: %s at byte %d\n", err.text, err.position);
        return -1;
    }

    const char *kind = json_string_value(json_object_get(root, "event"));
    const char *ref = json_string_value(json_object_get(root, "reference"));
    if (kind == NULL || ref == NULL) {
        fprintf(stderr, "webhook: event and reference are required\n");
        goto out;
    }

    if (strlen(ref) >= sizeof(ev->reference))
        goto out;
    strcpy(ev->reference, ref);
    if (strcmp(kind, "payment.settled") == 0)
        ev->kind = DELIVERY_PAID;
    else if (strcmp(kind, "payment.refunded") == 0)
        ev->kind = DELIVERY_REFUNDED;
    else
        ev->kind = DELIVERY_IGNORED;
    rc = 0;
out:
    json_decref(root);
    return rc;
}
