"""Two people at the same moment: the last money is given once, a voucher is redeemed once, nothing is lost."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections
from django.utils import translation

from funds import services
from funds.models import Budget, Entry, Payment, Redemption, Voucher
from tests.factories.cast import cast
from tests.factories.projects import BANK, FACE, make_call, make_project, reread
from workflow.errors import Blocked, WrongState
from workflow.models import Event

pytestmark = [pytest.mark.concurrency, pytest.mark.both, pytest.mark.django_db(transaction=True)]


def at_once(*steps: Callable) -> list:
    """Takes every step in a thread and a connection of its own, all at the same moment; what each said."""
    start = Barrier(len(steps))

    def take(step: Callable):
        try:
            start.wait(timeout=30)
            with translation.override("en"):
                return step()
        except (Blocked, WrongState) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))


def kinds(answers: list) -> Counter:
    return Counter(type(answer).__name__ for answer in answers)


def test_two_awards_from_the_last_money_give_one_voucher():
    people = cast()
    call = make_call(budget=FACE, people=people)
    first, second = (make_project("approved", people=people, call=call) for _ in range(2))

    answers = at_once(
        partial(services.award, first, actor=people.officer),
        partial(services.award, second, actor=people.second_officer),
    )

    assert kinds(answers) == {"Event": 1, "Blocked": 1}
    refusal = next(answer for answer in answers if isinstance(answer, Blocked))
    figures = refusal.findings.of("AWD-2").figures
    assert (figures["available_fen"], figures["amount_fen"]) == (0, FACE)
    assert sorted(reread(project).state for project in (first, second)) == ["approved", "awarded"]
    assert Voucher.objects.count() == 1
    assert list(services.differences()) == []


def test_many_awards_on_several_budgets_leave_the_sums_right():
    people = cast()
    calls = [make_call(budget=2 * FACE + 1, people=people) for _ in range(3)]
    projects = [make_project("approved", people=people, call=call) for call in calls for _ in range(4)]

    answers = at_once(*(partial(services.award, project, actor=people.officer) for project in projects))

    assert kinds(answers) == {"Event": 6, "Blocked": 6}
    assert list(Budget.objects.values_list("available", "reserved", "committed")) == [(1, 0, 2 * FACE)] * 3
    assert list(services.differences()) == []


def test_double_click_on_award_leaves_one_event():
    people = cast()
    project = make_project("approved", people=people, call=make_call(budget=3 * FACE, people=people))

    answers = at_once(*[partial(services.award, project, actor=people.officer)] * 4)

    assert kinds(answers) == {"Event": 1, "WrongState": 3}
    assert Event.objects.of(project).filter(transition="award").count() == 1
    assert list(services.differences()) == []


def test_twenty_redemptions_of_one_voucher_are_one():
    people = cast()
    project = make_project("redemption_requested", people=people, call=make_call(budget=FACE, people=people))
    officers = [people.officer, people.second_officer, people.approver]

    answers = at_once(*(partial(services.redeem, project, actor=officers[n % 3]) for n in range(20)))

    assert kinds(answers) == {"Event": 1, "WrongState": 19}
    assert all("Already done by" in answer.message for answer in answers if isinstance(answer, WrongState))
    assert Entry.objects.filter(project=project, kind="redeem").count() == 1
    assert Redemption.objects.filter(decided_at__isnull=False).count() == 1
    assert list(services.differences()) == []


def test_laboratory_and_institution_ask_at_once_and_one_request_stands():
    people = cast()
    project = make_project("closed", people=people, call=make_call(budget=FACE, people=people))
    services.request_redemption(project, actor=people.laboratory, bank=BANK)
    services.recall_redemption(project, actor=people.laboratory)

    answers = at_once(
        partial(services.request_redemption, project, actor=people.laboratory),
        partial(services.request_redemption, project, actor=people.service),
    )

    assert kinds(answers) == {"Event": 1, "WrongState": 1}
    assert Redemption.objects.filter(live=True).count() == 1


def test_two_cashiers_pay_once():
    people = cast()
    project = make_project("redeemed", people=people, call=make_call(budget=FACE, people=people))

    answers = at_once(
        *(
            partial(
                services.pay, project, actor=people.finance, batch="2026-07", receipt_number=f"R-{number}"
            )
            for number in range(3)
        )
    )

    assert kinds(answers) == {"Event": 1, "WrongState": 2}
    assert Payment.objects.count() == 1


def test_end_and_redemption_at_once_take_one_way():
    people = cast()
    project = make_project("redemption_requested", people=people, call=make_call(budget=FACE, people=people))

    answers = at_once(
        partial(services.redeem, project, actor=people.officer),
        partial(services.revoke, project, actor=people.approver, note="False statements."),
    )

    assert kinds(answers) == {"Event": 1, "WrongState": 1}
    assert reread(project).state in {"redeemed", "revoked"}
    assert list(services.differences()) == []


def test_no_top_up_is_lost():
    people = cast()
    call = make_call(budget=0, people=people)
    budget = Budget.objects.get(call=call)

    at_once(*[partial(services.change_budget, budget, change=1, actor=people.officer, note="More.")] * 20)

    budget.refresh_from_db()
    assert (budget.total, budget.available) == (20, 20)
    assert list(services.differences()) == []
