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

    sprintf(display, "%s", cn[0]->bv_val);
    if (dept != NULL && dept[0] != NULL) {
        strcat(display, " (");
        strcat(display, dept[0]->bv_val);
        strcat(display, ")");
    }
    rc = 0;
out:
    if (cn != NULL)
        ldap_value_free_len(cn);
    if (dept != NULL)
        ldap_value_free_len(dept);
    return rc;
}
