import logging
import smtplib
from email.message import EmailMessage

log = logging.getLogger("newsletter.relay")

RELAY = ("relay.example.org", 25)


def send_batch(sender: str, recipients: list[str], message: EmailMessage) -> dict[str, int]:
    """Send one message to many recipients and return the relay's code for each."""
    codes: dict[str, int] = {}
    with smtplib.SMTP(*RELAY, timeout=30) as smtp:
        smtp.ehlo_or_helo_if_needed()
        code, reply = smtp.docmd(f"MAIL FROM:<{sender}>")
        if code != 250:
            raise smtplib.SMTPSenderRefused(code, reply, sender)
        for address in recipients:
            code, reply = smtp.docmd(f"RCPT TO:<{address}>")
            codes[address] = code
            if code not in (250, 251):
                log.warning("recipient refused with %d: %s", code, reply.decode(errors="replace"))
        if not any(code in (250, 251) for code in codes.values()):
            smtp.rset()
            return codes
        smtp.data(message.as_bytes())
    log.info("message sent to %d of %d recipients", list(codes.values()).count(250), len(recipients))
    return codes
