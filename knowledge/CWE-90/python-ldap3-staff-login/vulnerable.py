import logging

from ldap3 import SUBTREE, Connection, Server
from ldap3.core.exceptions import LDAPBindError, LDAPException

log = logging.getLogger("portal.ldap")

BASE_DN = "ou=staff,dc=example,dc=org"
PORTAL_GROUP = "cn=portal,ou=groups,dc=example,dc=org"


def sign_in(server: Server, service_dn: str, service_password: str, account: str, password: str) -> dict | None:
    if not account or not password:
        return None
    try:
        with Connection(server, service_dn, service_password, auto_bind=True) as connection:
            connection.search(
                BASE_DN,
                f"(&(objectClass=inetOrgPerson)(uid={account})(memberOf={PORTAL_GROUP}))",
                search_scope=SUBTREE,
                attributes=["uid", "cn", "mail"],
                size_limit=2,
            )
            if len(connection.entries) != 1:
                log.info("no single entry for the given account")
                return None
            entry = connection.entries[0]
        Connection(server, entry.entry_dn, password, auto_bind=True).unbind()
    except LDAPBindError:
        log.warning("bind failed for %s", account)
        return None
    except LDAPException:
        log.exception("directory not reachable")
        raise
    return {"uid": entry.uid.value, "name": entry.cn.value, "mail": entry.mail.value}
