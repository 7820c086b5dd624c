import getpass
import imaplib
import json
import logging
from pathlib import Path

import keyring

log = logging.getLogger("mailarchive")
SETTINGS = Path.home() / ".config" / "mailarchive.json"
SERVICE = "mailarchive"


def ask_account() -> dict:
    account = {"host": input("IMAP server: "), "user": input("User: ")}
    keyring.set_password(SERVICE, account["user"], getpass.getpass("Password: "))
    return account


def open_mailbox() -> imaplib.IMAP4_SSL:
    """Opens the mailbox; account and password are asked once and remembered."""
    if SETTINGS.exists():
        account = json.loads(SETTINGS.read_text(encoding="utf-8"))
    else:
        account = ask_account()
        SETTINGS.parent.mkdir(parents=True, exist_ok=True)
        SETTINGS.write_text(json.dumps(account), encoding="utf-8")
    mailbox = imaplib.IMAP4_SSL(account["host"])
    mailbox.login(account["user"], keyring.get_password(SERVICE, account["user"]))
    log.info("%s at %s opened", account["user"], account["host"])
    return mailbox
