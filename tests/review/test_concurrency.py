"""Two people at the same moment: an invoice is used once, an assessment recorded once, a closing decided once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections

from applications.models import Invoice
from review import services
from review.enums import Decision
from review.models import InvoiceClash
from tests.factories.cast import cast
from tests.factories.projects import TOTAL, add_invoice, give_opinions, make_project, reread
from workflow.errors import StepRefused
from workflow.models import Event

pytestmark = [pytest.mark.concurrency, pytest.mark.both, pytest.mark.django_db(transaction=True)]


def at_once(*steps: Callable) -> Counter:
    """Takes every step in a thread and a connection of its own; what they answered, by kind."""
    start = Barrier(len(steps))

    def take(step: Callable):
        try:
            start.wait(timeout=30)
            return step()
        except StepRefused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as pool:
        return Counter(type(answer).__name__ for answer in pool.map(take, steps))


def test_same_invoice_in_two_projects_is_entered_once() -> None:
    people = cast()
    first = make_project("contracted", people=people)
    second = make_project("contracted", people=people, call=first.call)

    answers = at_once(
        *(partial(add_invoice, project, people, number="20260001") for project in (first, second))
    )

    assert answers == {"Invoice": 1, "Unfit": 1}
    assert Invoice.objects.filter(number="20260001").count() == 1


def test_two_credit_notes_at_once_take_back_no_more_than_the_invoice() -> None:
    people = cast()
    project = make_project("contracted", people=people)
    invoice = add_invoice(project, people)

    answers = at_once(
        *[partial(add_invoice, project, people, corrects=invoice, amount=TOTAL // 2 + 1)] * 2,
    )

    assert answers == {"Invoice": 1, "Unfit": 1}
    assert project.invoices.net() == TOTAL - TOTAL // 2 - 1


def test_last_two_scores_together_record_one_assessment() -> None:
    people = cast()
    project = make_project("endorsed", people=people, parameters={"odd_reviewers": False})
    asked = services.start_assessment(
        project, actor=people.officer, experts=people.experts[:2], due_date=services.due_date_for()
    )
    for assignment in asked:
        services.declare_conflict(assignment, actor=people.acting(assignment.expert), conflict=False)

    answers = at_once(
        *(
            partial(
                services.submit_opinion,
                assignment,
                actor=people.acting(assignment.expert),
                decision=Decision.RECOMMEND,
                reasons="Sound.",
                score=points,
            )
            for assignment, points in zip(asked, (60, 80), strict=True)
        )
    )

    assert answers == {"Assignment": 2}
    assert reread(project).assessment_score == 70
    assert Event.objects.of(project).filter(transition="record_assessment").count() == 1


def test_two_officers_decide_once() -> None:
    people = cast()
    project = make_project("in_review", people=people)
    give_opinions(project, people, "close")

    answers = at_once(
        *(
            partial(services.close, project, actor=actor, accepted_cost=TOTAL, reasons="All agree.")
            for actor in (people.officer, people.second_officer)
        )
    )

    assert answers == {"Event": 1, "WrongState": 1}
    assert Event.objects.of(project).filter(transition="close").count() == 1


def test_the_office_learns_which_project_came_second() -> None:
    people = cast()
    first = make_project("contracted", people=people)
    second = make_project("contracted", people=people, call=first.call)

    at_once(*[partial(add_invoice, project, people, number="2026 0001a") for project in (first, second) * 2])

    invoice = Invoice.objects.get(number="20260001A")
    loser = second if invoice.project_id == first.pk else first
    [clash] = InvoiceClash.objects.all()
    assert (clash.project, clash.owner, clash.number) == (loser, invoice.project, "20260001A")
