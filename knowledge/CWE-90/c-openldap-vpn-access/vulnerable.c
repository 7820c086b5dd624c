#include <ldap.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>

#define PEOPLE_BASE "ou=people,dc=example,dc=org"

int vpn_allowed(LDAP *ld, const char *login, const char *profile)
{
    char *attrs[] = { LDAP_NO_ATTRS, NULL };
    struct timeval limit = { 5, 0 };
    LDAPMessage *result = NULL;
    char filter[512];
    int rc, count;

    if (login[0] == '\0' || profile[0] == '\0')
        return 0;
    if (snprintf(filter, sizeof filter,
                 "(&(objectClass=person)(vpnProfile=%s)(uid=%s))",
                 profile, login) >= (int)sizeof filter)
        return 0;

    rc = ldap_search_ext_s(ld, PEOPLE_BASE, LDAP_SCOPE_SUBTREE, filter, attrs, 1,
                           NULL, NULL, &limit, 2, &result);
    if (rc != LDAP_SUCCESS) {
        fprintf(stderr, "vpn: directory search failed: %s\n", ldap_err2string(rc));
        ldap_msgfree(result);
        return 0;
    }
    count = ldap_count_entries(ld, result);
    ldap_msgfree(result);
    return count == 1;
}
