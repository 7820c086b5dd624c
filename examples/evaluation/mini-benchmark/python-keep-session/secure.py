import base64
import json


def dump_session(session: dict) -> str:
    """Return the session (texts, numbers and lists by name) as text for a cookie."""
    return base64.b64encode(json.dumps(session).encode()).decode()


def load_session(cookie: str) -> dict:
    """Return the session from the text of a cookie that a browser sent back."""
    session = json.loads(base64.b64decode(cookie))
    if not isinstance(session, dict):
        raise ValueError("a session is an object")
    return session
