import functools
import logging

import jwt
from flask import abort, g, request

log = logging.getLogger("ward.auth")

TOKEN_ISSUER = "https://login.example.org"
TOKEN_AUDIENCE = "ward-service"


def ward_token_required(*roles: str):
    """Decorator: the request needs a token with one of the roles."""

    def decorate(view):
        @functools.wraps(view)
        def wrapper(*args, **kwargs):
            scheme, _, value = request.headers.get("Authorization", "").partition(" ")
            if scheme.lower() != "bearer" or not value:
                abort(401)
            try:
                claims = jwt.decode(value, options={"verify_signature": False})
            except jwt.InvalidTokenError as exc:
                log.info("token rejected: %s", exc)
                abort(401)
            if claims.get("role") not in roles:
                abort(403)
            g.nurse_id = claims["sub"]
            g.ward = claims.get("ward")
            return view(*args, **kwargs)

        return wrapper

    return decorate
