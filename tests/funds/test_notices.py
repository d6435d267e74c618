"""Whom each step of the money tells, and what is reminded of."""

from datetime import timedelta

import pytest

from accounts.models import User
from applications.models import Project
from funds import services
from funds.tasks import expire_due
from notifications.models import Message
from notifications.outbox import announce
from notifications.registry import superfluous, undeclared
from notifications.reminders import all_reminders
from tests.factories.projects import NOTICE, make_call, make_project, reread
from tests.funds.conftest import MILLION

STEPS = {
    "publish_notice", "object", "dismiss_objection", "uphold_objection", "award", "give_up", "terminate", "revoke",
    "expire", "reinstate", "request_redemption", "recall_redemption", "return_redemption", "redeem", "undo_redeem",
    "pay", "claw_back",
}  # fmt: skip


def test_every_step_of_the_money_is_announced_or_silent():
    assert STEPS & set(undeclared(Project)) == set()
    assert STEPS & set(superfluous(Project)) == set()


def messages(people, transition: str) -> dict[str, str]:
    """Whom a step told what, by role; everybody reads English."""
    User.objects.update(language="en")
    announce()
    named = ("applicant", "recommender", "laboratory", "service", "officer", "approver", "finance")
    known = {getattr(people, who).user.pk: who for who in named}
    rows = Message.objects.filter(key__contains=f":{transition}:").order_by("pk")
    return {known[row.recipient_id]: row.subject for row in rows if row.recipient_id in known}


def test_award_tells_applicant_laboratory_and_institution(people, call):
    project = make_project("awarded", people=people, call=call)

    words = f"A voucher over 50,000.00 元 is issued for {project.reference}."
    assert messages(people, "award") == {"applicant": words, "laboratory": words, "recommender": words}


def test_objection_tells_applicant_and_office_without_a_name(people):
    project = make_project("noticed", people=people, call=make_call(budget=MILLION, people=people, **NOTICE))
    services.file_objection(project, name="Secret Name", contact="13800000000", text="Secret text.")

    found = messages(people, "object")

    assert set(found) == {"applicant", "officer", "approver"}
    assert not Message.objects.filter(body__contains="Secret").exists()


def test_redemption_and_payment_tell_payee_applicant_and_finance(people, call):
    project = make_project("paid", people=people, call=call)

    assert set(messages(people, "request_redemption")) == {"officer", "approver"}
    assert set(messages(people, "redeem")) == {"applicant", "laboratory", "service", "finance"}
    assert set(messages(people, "pay")) == {"applicant", "laboratory", "service"}
    assert messages(people, "pay")["service"] == f"50,000.00 元 for {project.reference} are paid."


def test_timer_expires_and_tells_the_parties(people, call):
    project = make_project("awarded", people=people, call=call)
    Project.objects.filter(pk=project.pk).update(use_by=project.awarded_on - timedelta(days=1))

    expire_due()

    assert reread(project).state == "expired"
    assert set(messages(people, "expire")) == {"applicant", "laboratory"}


@pytest.mark.parametrize(
    ("days", "distance"), [(31, None), (30, 30), (8, 30), (7, 7), (2, 7), (1, 1), (0, 1), (-1, None)]
)
def test_use_by_is_reminded_of_on_the_days_of_the_edition(people, call, days, distance):
    project = make_project("awarded", people=people, call=call)
    today = project.use_by - timedelta(days=days)

    due = list(all_reminders()["project.use_by"].due(today))

    expected = [f"{project.reference}:{project.use_by}:{distance}"] if distance is not None else []
    assert [item.key for item in due] == expected
    assert [item.recipient for item in due] == [people.applicant.user] * len(expected)


def test_redeem_by_reminds_applicant_and_payees(people, call):
    project = make_project("contracted", people=people, call=call)
    reminder = all_reminders()["project.redeem_by"]

    due = list(reminder.due(project.redeem_by - timedelta(days=7)))

    assert {item.recipient for item in due} == {
        people.applicant.user,
        people.laboratory.user,
        people.service.user,
    }
    assert str(project.redeem_by) in reminder.words(due[0])[0]
