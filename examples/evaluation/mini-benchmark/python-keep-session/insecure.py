import base64
import pickle


def dump_session(session: dict) -> str:
    """Return the session (texts, numbers and lists by name) as text for a cookie."""
    return base64.b64encode(pickle.dumps(session)).decode()


def load_session(cookie: str) -> dict:
    """Return the session from the text of a cookie that a browser sent back."""
    return pickle.loads(base64.b64decode(cookie))
