import logging
import os
import pwd
import smtplib
from email.message import EmailMessage

log = logging.getLogger("mail.vacation")
MAX_TEXT = 16 * 1024


def send_vacation_reply(account: str, sender: str, smtp: smtplib.SMTP) -> bool:
    """Answer with the vacation text of an account, if it has one."""
    home = pwd.getpwnam(account).pw_dir
    path = os.path.join(home, ".vacation")
    if not os.path.isfile(path):
        return False
    with open(path, "rb") as source:
        text = source.read(MAX_TEXT).decode("utf-8", "replace")
    if not text.strip():
        return False

    subject, _, body = text.partition("\n")
    reply = EmailMessage()
    reply["From"] = f"{account}@example.org"
    reply["To"] = sender
    reply["Subject"] = subject.strip() or "Out of office"
    reply["Auto-Submitted"] = "auto-replied"
    reply.set_content(body.strip() or subject.strip())
    smtp.send_message(reply)
    log.info("vacation reply of %s sent", account)
    return True
