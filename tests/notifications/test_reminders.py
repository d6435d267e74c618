"""Reminders: each once, whatever happens in between."""

import logging
from datetime import date

import pytest

from notifications import timetable
from notifications.models import Message
from notifications.reminders import Due, Reminder, reminds
from tests.factories.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TODAY = date(2026, 11, 20)


def declare_reminder(code: str, *dues: Due, **attributes) -> type[Reminder]:
    class ComesNear(Reminder):
        subject_text = "%(reference)s: %(days)s days"
        body_text = "Act by %(date)s."

        def due(self, today):
            return [due for due in dues if due.context["date"] >= today]

    for name, value in attributes.items():
        setattr(ComesNear, name, value)
    return reminds(code)(ComesNear)


def due(recipient, reference="P-1", days=7) -> Due:
    context = {"days": days, "date": date(2026, 11, 27)}
    return Due(
        f"{reference}:{days}", recipient, url=f"/projects/{reference}/", reference=reference, context=context
    )


def test_reminder_is_written_once(declarations, watcher):
    declare_reminder("project.use_by", due(watcher))

    timetable.remind(TODAY)
    timetable.remind(TODAY)

    message = Message.objects.get()
    assert message.key == f"remind:project.use_by:P-1:7:user:{watcher.pk}"
    assert message.event is None
    assert message.category == "reminder"
    assert (message.subject, message.body) == ("P-1: 7 days", "Act by 2026-11-27.")
    assert message.mail_due is True


def test_each_distance_and_person_is_a_reminder_of_its_own(declarations, watcher):
    other = make_person()
    declare_reminder("project.use_by", due(watcher), due(watcher, days=1), due(other), due(other, "P-2"))

    timetable.remind(TODAY)

    assert Message.objects.count() == 4


def test_reminders_beyond_one_batch_are_written(declarations, watcher, monkeypatch):
    monkeypatch.setattr(timetable, "BATCH", 2)
    declare_reminder("project.use_by", *(due(watcher, f"P-{number}") for number in range(5)))

    timetable.remind(TODAY)

    assert Message.objects.count() == 5


def test_broken_reminder_does_not_stop_the_others(declarations, watcher, caplog):
    declare_reminder("broken", due(watcher), body_text="%(nothing_of_this_name)s")
    declare_reminder("whole", due(watcher))

    with caplog.at_level(logging.ERROR):
        timetable.remind(TODAY)

    assert Message.objects.get().kind == "remind:whole"
    assert "The reminders broken could not be made" in caplog.text


def test_closed_account_is_not_reminded(declarations):
    declare_reminder("project.use_by", due(make_person(is_active=False)))

    timetable.remind(TODAY)

    assert Message.objects.count() == 0


def test_two_reminders_of_one_code_are_refused(declarations):
    declare_reminder("project.use_by")
    with pytest.raises(TypeError, match="already a reminder"):
        declare_reminder("project.use_by")
