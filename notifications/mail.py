"""Sends the letters of messages: each at least once, with a Message-ID that makes a second copy recognisable.

No transaction is open while a mail server answers. A letter is taken by moving its next attempt ahead; whoever is
killed over it leaves it to the next worker after that time.
"""

import hashlib
import logging
import time
from datetime import datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPException
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation

from notifications.models import Message
from notifications.text import write

logger = logging.getLogger(__name__)
BATCH = 50
TAKEN_FOR = timedelta(minutes=5)
FIRST_REST = timedelta(minutes=1)
MOST_ATTEMPTS = 8


def deliver_due(seconds: float = 120) -> int:
    """Send every letter whose turn has come, for `seconds` at most; returns how many were handed over.

    A letter that fails is tried again after 1, 2, 4 … minutes, eight times in all, and never stops another one.
    When the mail server cannot be reached at all, nothing is tried and no attempt is counted.
    """
    handed_over, end = 0, time.monotonic() + seconds
    while True:
        due = list(Message.objects.to_mail(timezone.now()).values_list("pk", flat=True)[:BATCH])
        for pk in due:
            connection = _connect()
            if connection is None:
                return handed_over
            try:
                handed_over += _deliver(pk, connection)
            finally:
                connection.close()
            if time.monotonic() > end:
                return handed_over
        if len(due) < BATCH:
            return handed_over


def _connect() -> BaseEmailBackend | None:
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        logger.error("The mail server cannot be reached; the letters wait: %s", error)
        return None
    return connection


def _deliver(pk: int, connection: BaseEmailBackend) -> bool:
    message = _take(pk, timezone.now())
    if message is None:
        return False
    try:
        connection.send_messages([letter(message)])
    except Exception as error:  # noqa: BLE001 - whatever a mail backend raises concerns this letter alone
        _postpone(message, error)
        return False
    Message.objects.filter(pk=pk).update(mailed_at=timezone.now(), mail_due=False, mail_error="")
    return True


def _take(pk: int, now: datetime) -> Message | None:
    """This letter for this worker, or None when another one was faster: one UPDATE decides."""
    taken = (
        Message.objects.to_mail(now)
        .filter(pk=pk)
        .order_by()
        .update(mail_next_at=now + TAKEN_FOR, mail_attempts=F("mail_attempts") + 1)
    )
    return Message.objects.select_related("recipient").get(pk=pk) if taken else None


def _postpone(message: Message, error: Exception) -> None:
    """Tries again later, or leaves it to the inbox after the last attempt; the row keeps the reason."""
    gives_up = message.mail_attempts >= MOST_ATTEMPTS
    logger.error("Letter %s failed (attempt %s): %s", message.pk, message.mail_attempts, type(error).__name__)
    Message.objects.filter(pk=message.pk).update(
        mail_due=not gives_up,
        mail_error=f"{type(error).__name__}: {error}"[:300],
        mail_next_at=timezone.now() + FIRST_REST * 2 ** (message.mail_attempts - 1),
    )


def letter(message: Message) -> EmailMessage:
    """The mail of a message, in the language in which the message was written."""
    with translation.override(message.language):
        body = write(
            "",
            "notifications/letter.txt",
            {
                "message": message,
                "name": message.recipient.get_full_name(),
                "link": absolute(message.url),
                "settings_link": absolute(reverse("notifications:preferences")),
            },
        )
    return EmailMessage(
        subject=message.subject,
        body=body,
        to=[message.recipient.email],
        headers={"Message-ID": message_id(message.key), "Auto-Submitted": "auto-generated"},
    )


def message_id(key: str) -> str:
    """The same for every copy of a letter: a digest of the message's key at the sender's domain."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def absolute(path: str) -> str:
    """A path of the portal as an address that works in a mail."""
    return urljoin(settings.PORTAL_ORIGIN, path) if path else ""
