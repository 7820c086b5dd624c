import email
import imaplib
import logging
from email.policy import default

log = logging.getLogger("mailtool.archive")

HEADER_PART = "(BODY.PEEK[HEADER.FIELDS (DATE FROM SUBJECT)])"


def search_archive(imap: imaplib.IMAP4_SSL, folder: str, sender: str, subject: str, limit: int = 50) -> list[dict]:
    status, _ = imap.select(f'"{folder}"', readonly=True)
    if status != "OK":
        raise LookupError(f"no archive folder {folder}")

    criteria = ["UNDELETED"]
    if sender:
        criteria.append(f'FROM "{sender}"')
    if subject:
        criteria.append(f'SUBJECT "{subject}"')
    status, data = imap.uid("SEARCH", None, "(" + " ".join(criteria) + ")")
    uids = data[0].split()[-limit:] if status == "OK" and data[0] else []

    found = []
    for uid in reversed(uids):
        _, parts = imap.uid("FETCH", uid, HEADER_PART)
        headers = email.message_from_bytes(parts[0][1], policy=default)
        found.append({"uid": int(uid), "from": headers["From"], "subject": headers["Subject"], "date": headers["Date"]})
    log.info("archive search in %s: %d hits", folder, len(found))
    return found
