import os


def read_attachment(folder: str, name: str) -> bytes:
    """Return the content of the attachment with this name; the name comes from a link in a mail."""
    root = os.path.realpath(folder)
    path = os.path.realpath(os.path.join(root, name))
    if os.path.commonpath([root, path]) != root:
        raise ValueError("the attachment lies outside its folder")
    with open(path, "rb") as file:
        return file.read()
