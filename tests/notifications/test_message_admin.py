"""What the office sees of letters, and how it sends one once more."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from notifications.models import Message
from tests.factories.people import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(watcher) -> dict[str, Message]:
    content = {"kind": "x", "category": "task", "language": "en", "subject": "Secret words", "body": "Text"}
    states = {
        "given up": {"mail_attempts": 8, "mail_error": "SMTPRecipientsRefused"},
        "sent": {"mail_attempts": 1, "mailed_at": timezone.now()},
        "unwanted": {},
    }
    return {
        name: Message.objects.create(key=name, recipient=watcher, **content, **state)
        for name, state in states.items()
    }


def send_again(client, letters):
    chosen = [letter.pk for letter in letters.values()]
    data = {"action": "send_again", "_selected_action": chosen}
    return client.post(reverse("admin:notifications_message_changelist"), data)


def test_officer_sends_letters_that_were_given_up_again(client, letters):
    client.force_login(make_actor(Role.OFFICER).user)

    send_again(client, letters)

    due = Message.objects.get(mail_due=True)
    assert due == letters["given up"]
    assert due.mail_attempts == 0


def test_auditor_looks_and_sends_nothing(client, letters):
    client.force_login(make_actor(Role.AUDITOR).user)

    page = client.get(reverse("admin:notifications_message_changelist"))
    send_again(client, letters)

    assert page.status_code == 200
    assert Message.objects.filter(mail_due=True).count() == 0


def test_words_of_a_message_stay_with_its_receiver(client, letters):
    client.force_login(make_actor(Role.OFFICER).user)

    page = client.get(reverse("admin:notifications_message_change", args=[letters["sent"].pk]))

    assert page.status_code == 200
    assert "Secret words" not in page.content.decode()
