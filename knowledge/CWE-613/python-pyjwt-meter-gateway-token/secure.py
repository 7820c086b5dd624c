import logging
import os
from datetime import datetime, timedelta, timezone

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

log = logging.getLogger(__name__)
KEY = os.environ["GATEWAY_TOKEN_KEY"]
LIFETIME = timedelta(hours=12)
bearer = HTTPBearer()


def issue_gateway_token(serial: str, site_id: int) -> str:
    now = datetime.now(timezone.utc)
    claims = {
        "iss": "metering",
        "sub": serial,
        "site": site_id,
        "iat": now,
        "exp": now + LIFETIME,
    }
    log.info("token issued for gateway %s", serial)
    return jwt.encode(claims, KEY, algorithm="HS256")


def current_gateway(credentials: HTTPAuthorizationCredentials = Depends(bearer)) -> dict:
    try:
        claims = jwt.decode(
            credentials.credentials,
            KEY,
            algorithms=["HS256"],
            issuer="metering",
            options={"require": ["sub", "site", "exp"]},
        )
    except jwt.InvalidTokenError as exc:
        log.info("gateway token refused: %s", exc)
        raise HTTPException(401, "invalid token") from exc
    return {"serial": claims["sub"], "site_id": claims["site"]}
