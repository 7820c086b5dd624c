import json
import os

NOTES_DIR = "/var/lib/kitchen/notes"


def read_note(name: str) -> dict:
    """Load one note that a cook saved under this name."""
    path = os.path.join(NOTES_DIR, name)
    if not os.path.isfile(path):
        raise LookupError(f"there is no note called {name}")
    with open(path, encoding="utf-8") as note:
        text = note.read()
    title, _, body = text.partition("\n")
    return {"name": name, "title": title.strip(), "body": body, "size": os.path.getsize(path)}


def save_note(name: str, title: str, body: str) -> None:
    path = os.path.join(NOTES_DIR, name)
    with open(path, "w", encoding="utf-8") as note:
        note.write(f"{title}\n{body}")


def export_notes(names: list[str]) -> str:
    return json.dumps([read_note(name) for name in names], ensure_ascii=False, indent=2)
