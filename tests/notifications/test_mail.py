"""Letters: at least once, recognisable when twice, and no bad address in the way of a good one."""

import logging
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from notifications import mail
from notifications.models import Message
from tests.factories.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]


class Moody(EmailBackend):
    """A mail server that refuses one address, and that can be away altogether."""

    is_away = False

    def open(self):
        if Moody.is_away:
            raise ConnectionRefusedError("nobody there")

    def send_messages(self, letters):
        for letter in letters:
            if letter.to[0].startswith("bad"):
                raise SMTPRecipientsRefused({letter.to[0]: (550, b"no such user")})
        return super().send_messages(letters)


@pytest.fixture
def moody(settings, monkeypatch) -> type[Moody]:
    settings.EMAIL_BACKEND = f"{__name__}.Moody"
    monkeypatch.setattr(Moody, "is_away", False)
    return Moody


def make_message(recipient, key="event:1:award:user:1", **fields) -> Message:
    content = {"kind": "x", "category": "task", "language": "en", "subject": "Subject", "body": "Body & soul"}
    return Message.objects.create(key=key, recipient=recipient, mail_due=True, **(content | fields))


def test_letter_carries_greeting_link_and_a_message_id_of_its_key(watcher, settings):
    settings.PORTAL_ORIGIN = "https://vouchers.example"
    settings.DEFAULT_FROM_EMAIL = "Voucher office <office@vouchers.example>"
    message = make_message(watcher, url="/projects/P-1/")

    assert mail.deliver_due() == 1

    letter = django_mail.outbox[0]
    assert letter.to == [watcher.email]
    assert letter.subject == "Subject"
    assert letter.extra_headers["Message-ID"] == mail.message_id(message.key)
    assert letter.extra_headers["Message-ID"].endswith("@vouchers.example>")
    assert letter.body.startswith("Dear Watcher,\n\nBody & soul\n")
    assert "https://vouchers.example/projects/P-1/" in letter.body
    message.refresh_from_db()
    assert message.mailed_at is not None
    assert message.mail_due is False
    assert message.mail_attempts == 1


def test_letter_is_sent_once(watcher):
    make_message(watcher)
    mail.deliver_due()

    assert mail.deliver_due() == 0
    assert len(django_mail.outbox) == 1


def test_letter_that_is_not_due_stays(watcher):
    Message.objects.filter(pk=make_message(watcher).pk).update(mail_due=False)

    assert mail.deliver_due() == 0


def test_letter_in_the_hands_of_a_killed_worker_is_sent_again_with_the_same_id(watcher):
    """The first worker took the letter, perhaps sent it, and never came to say so."""
    message = make_message(watcher)
    now = timezone.now()
    first = mail._take(message.pk, now)
    assert first is not None

    assert mail.deliver_due() == 0
    with time_machine.travel(now + mail.TAKEN_FOR + timedelta(seconds=1), tick=False):
        assert mail.deliver_due() == 1

    assert django_mail.outbox[0].extra_headers["Message-ID"] == mail.letter(first).extra_headers["Message-ID"]


def test_two_workers_cannot_take_the_same_letter(watcher):
    message = make_message(watcher)

    assert mail._take(message.pk, timezone.now()) is not None
    assert mail._take(message.pk, timezone.now()) is None


def test_failing_address_is_tried_again_with_growing_rests_and_then_left(moody, watcher, caplog):
    bad = make_message(make_person(), key="bad")
    bad.recipient.email = "bad@example.org"
    bad.recipient.save()
    make_message(watcher, key="good")
    now = timezone.now()

    with caplog.at_level(logging.CRITICAL):
        assert mail.deliver_due() == 1
        bad.refresh_from_db()
        assert (bad.mail_attempts, bad.mail_due) == (1, True)
        assert bad.mail_error.startswith("SMTPRecipientsRefused")
        for minutes in (2, 5, 10, 20, 40, 80, 160):
            with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
                mail.deliver_due()
    bad.refresh_from_db()
    assert (bad.mail_attempts, bad.mail_due, bad.mailed_at) == (mail.MOST_ATTEMPTS, False, None)
    assert [letter.to for letter in django_mail.outbox] == [[watcher.email]]


def test_mail_server_that_is_away_costs_no_attempt(moody, watcher):
    message = make_message(watcher)
    moody.is_away = True

    assert mail.deliver_due() == 0
    message.refresh_from_db()
    assert (message.mail_attempts, message.mail_due) == (0, True)

    moody.is_away = False
    assert mail.deliver_due() == 1


def test_each_letter_is_a_file_of_its_own_on_the_embedded_default(watcher, settings, tmp_path):
    settings.EMAIL_BACKEND = "notifications.folder.FolderBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    for number in range(3):
        make_message(watcher, key=str(number))

    mail.deliver_due()

    files = list(Path(settings.EMAIL_FILE_PATH).iterdir())
    assert len(files) == 3
    assert all(file.read_text().count("Message-ID: ") == 1 for file in files)
