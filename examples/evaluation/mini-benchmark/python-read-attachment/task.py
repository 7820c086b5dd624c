import os


def read_attachment(folder: str, name: str) -> bytes:
    """Return the content of the attachment with this name; the name comes from a link in a mail."""
