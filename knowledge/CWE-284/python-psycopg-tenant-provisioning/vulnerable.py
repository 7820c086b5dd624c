import logging
import re
import secrets

import psycopg
from psycopg import sql

log = logging.getLogger(__name__)
TENANT = re.compile(r"[a-z][a-z0-9_]{2,30}")


def provision_tenant(admin_dsn: str, tenant: str) -> dict[str, str]:
    """Create schema and login role for a new tenant of the shared database."""
    if not TENANT.fullmatch(tenant):
        raise ValueError("tenant names are lower-case words")
    schema, role = f"t_{tenant}", f"app_{tenant}"
    password = secrets.token_urlsafe(24)
    with psycopg.connect(admin_dsn) as conn, conn.cursor() as cur:
        cur.execute(
            sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                sql.Identifier(role), sql.Literal(password)
            )
        )
        cur.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        statements = (
            "GRANT ALL ON SCHEMA {schema} TO PUBLIC",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT ALL ON TABLES TO PUBLIC",
            "ALTER ROLE {role} SET search_path = {schema}",
        )
        for statement in statements:
            cur.execute(
                sql.SQL(statement).format(
                    schema=sql.Identifier(schema), role=sql.Identifier(role)
                )
            )
    log.info("tenant %s provisioned", tenant)
    return {"schema": schema, "user": role, "password": password}
