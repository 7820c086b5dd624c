import logging
from datetime import datetime, timezone

from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

log = logging.getLogger("tickets.mailbox")


class Base(DeclarativeBase):
    pass


class MailboxAccount(Base):
    __tablename__ = "mailbox_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant: Mapped[str] = mapped_column(String(40))
    host: Mapped[str] = mapped_column(String(255))
    login: Mapped[str] = mapped_column(String(255))
    password: Mapped[str] = mapped_column(String(255))
    changed_at: Mapped[datetime]


def save_mailbox(session: Session, tenant: str, host: str, login: str, password: str) -> MailboxAccount:
    account = session.query(MailboxAccount).filter_by(tenant=tenant, login=login).one_or_none()
    if account is None:
        account = MailboxAccount(tenant=tenant, login=login)
        session.add(account)
    account.host = host.strip().lower()
    account.password = password
    account.changed_at = datetime.now(timezone.utc)
    session.commit()
    log.info("mailbox %s of %s saved", login, tenant)
    return account


def mailbox_password(account: MailboxAccount) -> str:
    return account.password
