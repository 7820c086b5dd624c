import getpass
import imaplib
import json
import logging
import tempfile
from pathlib import Path

log = logging.getLogger("mailarchive")
SETTINGS = Path(tempfile.gettempdir()) / "mailarchive.json"


def ask_account() -> dict:
    account = {"host": input("IMAP server: "), "user": input("User: ")}
    account["password"] = getpass.getpass("Password: ")
    return account


def open_mailbox() -> imaplib.IMAP4_SSL:
    """Opens the mailbox; account and password are asked once and remembered."""
    if SETTINGS.exists():
        account = json.loads(SETTINGS.read_text(encoding="utf-8"))
    else:
        account = ask_account()
        SETTINGS.write_text(json.dumps(account), encoding="utf-8")
    mailbox = imaplib.IMAP4_SSL(account["host"])
    mailbox.login(account["user"], account["password"])
    log.info("%s at %s opened", account["user"], account["host"])
    return mailbox
