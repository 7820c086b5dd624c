#include <ldap.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <syslog.h>

#define BASE_DN "ou=people,dc=example,dc=org"

static int plain_account_name(const char *name)
{
    size_t len = strlen(name);
    return len > 0 && len < 32 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789") == len;
}

/* Returns 1 when the directory accepts the password of this account. */
int portal_login(const char *uri, const char *account, char *password)
{
    LDAP *ld = NULL;
    char dn[128];
    int version = LDAP_VERSION3, rc;
    struct timeval timeout = {5, 0};

    if (!plain_account_name(account))
        return 0;
    if (password == NULL || password[0] == '\0')
        return 0;
    snprintf(dn, sizeof(dn), "uid=%s,%s", account, BASE_DN);
    rc = ldap_initialize(&ld, uri);
    if (rc != LDAP_SUCCESS) {
        syslog(LOG_ERR, "ldap: %s", ldap_err2string(rc));
        return 0;
    }
    ldap_set_option(ld, LDAP_OPT_PROTOCOL_VERSION, &version);
    ldap_set_option(ld, LDAP_OPT_NETWORK_TIMEOUT, &timeout);

    struct berval cred = {.bv_len = strlen(password), .bv_val = password};
    rc = ldap_sasl_bind_s(ld, dn, LDAP_SASL_SIMPLE, &cred, NULL, NULL, NULL);
    if (rc != LDAP_SUCCESS)
        syslog(LOG_NOTICE, "login of %s refused: %s", account, ldap_err2string(rc));
    ldap_unbind_ext_s(ld, NULL, NULL);
    return rc == LDAP_SUCCESS;
}
