"""From an event to the messages it causes."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import User
from notifications import outbox
from notifications.enums import Category
from notifications.models import Breakdown, Message, Preference
from tests.factories.people import make_person
from tests.notifications.conftest import LABEL, declare
from workflow.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_step_becomes_one_message_with_a_stable_key(steps, watched, watcher):
    steps.take(note="Audit.")

    announced = outbox.announce()

    event = Event.objects.of(steps.dossier).last()
    message = Message.objects.get()
    assert announced == 1
    assert message.key == f"event:{event.pk}:suspend:user:{watcher.pk}"
    assert message.kind == f"{LABEL}.suspend:watcher"
    assert message.event == event
    assert message.recipient == watcher
    assert message.reference == steps.dossier.reference
    assert message.url == f"/institutions/{steps.dossier.reference}/"
    assert message.subject == f"Step of {steps.dossier.reference}"
    assert message.body == "Reason: Audit."
    assert message.mail_due is True
    assert event.announced_at is not None


def test_announcing_twice_changes_nothing(steps, watched):
    steps.take(3)
    outbox.announce()
    before = list(Message.objects.order_by("pk").values())

    assert outbox.announce() == 0
    assert list(Message.objects.order_by("pk").values()) == before
    assert len(before) == 3


def test_message_that_exists_already_survives_a_second_announcement(steps, watched):
    steps.take()
    outbox.announce()
    Message.objects.all().mark_read()
    Event.objects.update(announced_at=None)

    outbox.announce()

    assert Message.objects.get().read_at is not None
    assert Event.objects.unannounced().count() == 0


def test_more_events_than_a_batch_are_all_announced(steps, watched, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 2)
    steps.take(5)

    assert outbox.announce() == 5
    assert Message.objects.count() == 5


def test_each_person_reads_their_own_language(steps, declarations):
    people = [make_person(language="zh-hans"), make_person(language="en"), make_person(language="tlh")]
    declare(*people, subject_text=gettext_lazy("English"), body_text="-")
    steps.take()

    outbox.announce()

    words = {row.recipient_id: (row.language, row.subject) for row in Message.objects.all()}
    assert [words[person.pk][0] for person in people] == ["zh-hans", "en", "zh-hans"]
    assert words[people[1].pk][1] == "English"


def test_words_may_come_from_a_template_without_html_escapes(steps, declarations, watcher):
    declare(
        watcher,
        body_text="",
        body_template="notifications/letter.txt",
        context=lambda *_args: {"name": "A & B <i>", "link": ""},
    )
    steps.take()

    outbox.announce()

    assert Message.objects.get().body.startswith("Dear A & B <i>,")


def test_actor_is_not_told_of_their_own_step_unless_asked(steps, declarations):
    declare(steps.actor.user, on=("suspend",))
    declare(steps.actor.user, on=("resume",), tells_actor=True)
    steps.take(2)

    outbox.announce()

    assert list(Message.objects.values_list("event__transition", flat=True)) == ["resume"]


def test_person_in_two_audiences_gets_the_first_notice_only(steps, declarations, watcher):
    declare(watcher, audience="applicant")
    declare(watcher, audience="office")
    steps.take()

    outbox.announce()

    assert Message.objects.get().kind == f"{LABEL}.suspend:applicant"


def test_closed_accounts_and_the_system_are_never_told(steps, declarations):
    declare(make_person(is_active=False), User.objects.system())
    steps.take()

    outbox.announce()

    assert Message.objects.count() == 0
    assert Event.objects.unannounced().count() == 0


def test_notice_that_is_not_wanted_stays_away(steps, declarations, watcher):
    declare(watcher, is_wanted=lambda *_args: False)
    steps.take()

    assert outbox.announce() == 1
    assert Message.objects.count() == 0


def test_preference_keeps_the_mail_away_but_not_the_message(steps, declarations, watcher):
    Preference.objects.create(user=watcher, category=Category.TASK, by_mail=False)
    declare(watcher, on=("suspend",), category=Category.TASK)
    declare(watcher, on=("resume",), category=Category.DECISION)
    steps.take(2)

    outbox.announce()

    assert dict(Message.objects.values_list("category", "mail_due")) == {"task": False, "decision": True}


def test_broken_notice_loses_nothing_and_stops_nobody(steps, declarations, watcher, caplog):
    broken = declare(watcher, on=("suspend",), body_text="%(nothing_of_this_name)s")
    declare(watcher, on=("resume",))
    steps.take(2)

    with caplog.at_level(logging.ERROR):
        announced = outbox.announce()

    assert announced == 1
    assert [event.transition for event in Event.objects.unannounced()] == ["suspend"]
    assert Breakdown.objects.get().error == "KeyError: 'nothing_of_this_name'"
    assert "No notice could be made" in caplog.text

    broken.body_text = "Mended"
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        assert outbox.announce() == 1
    assert Message.objects.filter(body="Mended").count() == 1
    assert Breakdown.objects.count() == 0


def test_broken_notice_rests_longer_each_time(steps, declarations, watcher):
    declare(watcher, body_text="%(nothing_of_this_name)s")
    steps.take()
    now = timezone.now()

    for seconds, attempts in ((0, 1), (20, 1), (31, 2), (60, 2), (95, 3)):
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            outbox.announce()
        assert Breakdown.objects.get().attempts == attempts


def test_words_that_do_not_fit_break_down_alone(steps, declarations, watcher):
    declare(watcher, on=("suspend",), url=lambda *_args: "/" + "x" * 400)
    declare(watcher, on=("resume",), subject_text="Long " * 100)
    steps.take(2)

    outbox.announce()

    assert "url" in Breakdown.objects.get().error
    message = Message.objects.get()
    assert len(message.subject) == 200
    assert message.subject.endswith("…")


def test_subject_with_line_breaks_becomes_one_line(steps, declarations, watcher):
    declare(watcher, subject_text="Step\r\nBcc: everybody@example.org\n")
    steps.take()

    outbox.announce()

    assert Message.objects.get().subject == "Step Bcc: everybody@example.org"


def test_batch_costs_few_queries(steps, watched, django_assert_max_num_queries):
    steps.take(10)

    with django_assert_max_num_queries(9 + 2 * 10):
        outbox.announce()
