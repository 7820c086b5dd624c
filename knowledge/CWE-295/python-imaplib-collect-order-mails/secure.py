import email
import imaplib
import logging
import ssl
from email.message import Message

log = logging.getLogger("orders.mailbox")


def collect_order_mails(host: str, account: str, password: str, limit: int = 50) -> list[Message]:
    """Fetch unseen order mails and mark them as seen."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2

    messages: list[Message] = []
    with imaplib.IMAP4_SSL(host, 993, ssl_context=context, timeout=20) as mailbox:
        mailbox.login(account, password)
        mailbox.select("INBOX/orders")
        status, data = mailbox.search(None, "UNSEEN")
        if status != "OK":
            log.warning("search in the order mailbox failed: %s", status)
            return messages
        for number in data[0].split()[:limit]:
            status, parts = mailbox.fetch(number, "(RFC822)")
            if status != "OK" or not isinstance(parts[0], tuple):
                log.warning("message %s could not be fetched", number.decode())
                continue
            messages.append(email.message_from_bytes(parts[0][1]))
            mailbox.store(number, "+FLAGS", "\\Seen")
    log.info("collected %d order mails", len(messages))
    return messages
