import logging

import ldap
from ldap.dn import escape_dn_chars
from ldap.filter import filter_format

log = logging.getLogger("rooms.directory")

ROOT = "dc=example,dc=org"
ATTRIBUTES = ["cn", "telephoneNumber", "roomNumber"]


def find_rooms(uri: str, department: str, text: str, min_seats: int = 0) -> list[dict]:
    connection = ldap.initialize(uri)
    connection.set_option(ldap.OPT_NETWORK_TIMEOUT, 5)
    connection.simple_bind_s()
    try:
        base = f"ou={escape_dn_chars(department)},ou=rooms,{ROOT}"
        query = filter_format("(&(objectClass=room)(|(cn=*%s*)(description=*%s*)))", [text, text])
        if min_seats:
            query = f"(&{query}(seats>={int(min_seats)}))"
        try:
            found = connection.search_ext_s(base, ldap.SCOPE_ONELEVEL, query, ATTRIBUTES, sizelimit=100)
        except ldap.NO_SUCH_OBJECT:
            log.info("department %s has no rooms", department)
            return []
    finally:
        connection.unbind_s()

    rooms = []
    for _dn, attrs in found:
        values = {name: attrs[name][0].decode() for name in ATTRIBUTES if name in attrs}
        rooms.append(values)
    return sorted(rooms, key=lambda room: room.get("cn", ""))
