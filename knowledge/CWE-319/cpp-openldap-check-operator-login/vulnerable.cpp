#include <ldap.h>

#include <iostream>
#include <memory>
#include <string>

namespace {

struct LdapCloser {
    void operator()(LDAP *ld) const { ldap_unbind_ext_s(ld, nullptr, nullptr); }
};

bool plain_account(const std::string &account) {
    return !account.empty() && account.size() <= 32 &&
           account.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") == std::string::npos;
}

}  // namespace

bool check_operator_login(const std::string &server, const std::string &account, std::string password) {
    if (!plain_account(account) || password.empty()) return false;

    LDAP *handle = nullptr;
    const std::string uri = "ldap://" + server;
    if (ldap_initialize(&handle, uri.c_str()) != LDAP_SUCCESS) {
        std::cerr << "directory " << server << " is not usable\n";
        return false;
    }
    std::unique_ptr<LDAP, LdapCloser> ld(handle);

    int version = LDAP_VERSION3;
    ldap_set_option(ld.get(), LDAP_OPT_PROTOCOL_VERSION, &version);

    const std::string dn = "uid=" + account + ",ou=operators,dc=plant,dc=example,dc=org";
    berval credentials{static_cast<ber_len_t>(password.size()), password.data()};
    const int rc = ldap_sasl_bind_s(ld.get(), dn.c_str(), LDAP_SASL_SIMPLE, &credentials, nullptr, nullptr, nullptr);
    if (rc != LDAP_SUCCESS && rc != LDAP_INVALID_CREDENTIALS) {
        std::cerr << "directory " << server << ": " << ldap_err2string(rc) << '\n';
    }
    return rc == LDAP_SUCCESS;
}
