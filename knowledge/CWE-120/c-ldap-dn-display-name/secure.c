#include <ldap.h>
#include <stdio.h>
#include <string.h>

#define DISPLAY_LEN 64

/* Writes "common name (department)" of an entry to a buffer of DISPLAY_LEN bytes. */
int entry_display_name(LDAP *ld, LDAPMessage *entry, char *display)
{
    struct berval **cn = ldap_get_values_len(ld, entry, "cn");
    struct berval **dept = ldap_get_values_len(ld, entry, "departmentNumber");
    int rc = -1;

    if (cn == NULL || cn[0] == NULL) {
        fprintf(stderr, "directory entry without cn\n");
        goto out;
    }

    int n;
    if (dept != NULL && dept[0] != NULL)
        n = snprintf(display, DISPLAY_LEN, "%s (%s)", cn[0]->bv_val, dept[0]->bv_val);
    else
        n = snprintf(display, DISPLAY_LEN, "%s", cn[0]->bv_val);
    rc = n >= 0 && n < DISPLAY_LEN ? 0 : -1;
out:
    if (cn != NULL)
        ldap_value_free_len(cn);
    if (dept != NULL)
        ldap_value_free_len(dept);
    return rc;
}
