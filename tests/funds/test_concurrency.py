"""Two people at the same moment: the last money is given once, a voucher is redeemed once, nothing is lost."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections
from django.utils import translation

from accounts.actor import Actor
from accounts.enums import Role
from funds import services
from funds.models import Budget, Entry, Payment, PaymentRun, Redemption, RunItem, Voucher
from funds.services.runs import Answer, waiting_items
from tests.factories.cast import cast, make_actor
from tests.factories.projects import BANK, FACE, make_call, make_project, reread
from workflow.errors import Blocked, Unfit, WrongState
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
        except (Blocked, Unfit, WrongState) as refusal:
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


# --- runs of transfers --------------------------------------------------------------------------------------------------


def locked_run(people, second, transfers: int = 2) -> PaymentRun:
    """A run whose accounts are confirmed and which waits for its approval."""
    call = make_call(budget=transfers * FACE, people=people)
    for _ in range(transfers):
        make_project("redeemed", people=people, call=call)
    run = services.draw_up(Redemption.objects.live().values_list("pk", flat=True), actor=people.finance)
    for item in waiting_items(run):
        services.confirm_account(item.redemption, actor=second)
    services.lock_run(run, actor=people.finance)
    return PaymentRun.objects.get(pk=run.pk)


def approved_run(people, second, transfers: int = 2) -> PaymentRun:
    run = locked_run(people, second, transfers)
    services.approve_run(run, actor=second)
    return PaymentRun.objects.get(pk=run.pk)


def cashier() -> Actor:
    return make_actor(Role.FINANCE, name="Cashier Sun")


def test_twenty_requests_with_one_voucher_are_one():
    people = cast()
    project = make_project("closed", people=people, call=make_call(budget=FACE, people=people))

    answers = at_once(
        *[partial(services.request_redemption, project, actor=people.laboratory, bank=BANK)] * 20
    )

    assert kinds(answers) == {"Event": 1, "WrongState": 19}
    assert all("Already done by" in answer.message for answer in answers if isinstance(answer, WrongState))
    assert Redemption.objects.count() == 1


def test_two_runs_over_the_same_payments_are_one():
    people, second = cast(), cashier()
    project = make_project("redeemed", people=people, call=make_call(budget=FACE, people=people))
    wanted = [Redemption.objects.live().get(voucher__project=project).pk]

    answers = at_once(
        *(partial(services.draw_up, wanted, actor=actor) for actor in (people.finance, second) * 2)
    )

    assert kinds(answers) == {"PaymentRun": 1, "Unfit": 3}
    assert (PaymentRun.objects.count(), RunItem.objects.count()) == (1, 1)


def test_run_approved_twice_at_once_has_one_approval_and_the_second_is_told():
    people, second = cast(), cashier()
    run = locked_run(people, second)

    answers = at_once(
        partial(services.approve_run, run, actor=second),
        partial(services.approve_run, run, actor=people.approver),
    )

    assert kinds(answers) == {"Event": 1, "WrongState": 1}
    assert "Already done by" in next(a.message for a in answers if isinstance(a, WrongState))
    assert Event.objects.of(run).filter(transition="approve_run").count() == 1


def test_approval_and_unlocking_at_once_take_one_way():
    people, second = cast(), cashier()
    run = locked_run(people, second)

    answers = at_once(
        partial(services.approve_run, run, actor=second),
        partial(services.unlock_run, run, actor=people.finance),
    )

    assert kinds(answers) == {"Event": 1, "WrongState": 1}
    assert PaymentRun.objects.get(pk=run.pk).state in {"approved", "drawn_up"}


def test_same_results_recorded_in_parallel_pay_each_transfer_once():
    people, second = cast(), cashier()
    run = approved_run(people, second, transfers=3)
    said = [Answer(1, True, receipt_number="R-1"), Answer(2, True, receipt_number="R-2")]
    said.append(Answer(3, False, reason="The account is closed."))

    answers = at_once(
        *(partial(services.record_answers, run, said, actor=actor) for actor in (people.finance, second) * 2)
    )

    assert answers == [[]] * 4
    assert sorted(Payment.objects.values_list("receipt_number", flat=True)) == ["R-1", "R-2"]
    assert Event.objects.filter(transition="pay").count() == 2
    assert list(run.items.order_by("position").values_list("result", flat=True)) == ["paid", "paid", "failed"]
    assert list(services.differences()) == []


def test_opposite_results_at_once_leave_one_that_holds():
    people, second = cast(), cashier()
    run = approved_run(people, second, transfers=1)

    answers = at_once(
        partial(services.record_answers, run, [Answer(1, True, receipt_number="R-1")], actor=people.finance),
        partial(services.record_answers, run, [Answer(1, False, reason="Returned.")], actor=second),
    )

    assert sorted(len(refusals) for refusals in answers) == [0, 1]
    paid = run.items.get().result == "paid"
    assert Payment.objects.count() == Event.objects.filter(transition="pay").count() == int(paid)
    assert list(services.differences()) == []


def test_run_is_not_settled_before_the_last_result_is_recorded():
    people, second = cast(), cashier()
    run = approved_run(people, second, transfers=2)
    said = [Answer(1, True, receipt_number="R-1"), Answer(2, True, receipt_number="R-2")]

    answers = at_once(
        partial(services.record_answers, run, said, actor=people.finance),
        *[partial(services.settle_run, run, actor=second)] * 3,
    )

    assert answers[0] == []
    settled = Event.objects.of(run).filter(transition="settle_run")
    assert settled.count() == kinds(answers)["Event"] <= 1
    assert [event.evidence for event in settled] == [{"paid": 2, "failed": 0}] * settled.count()
    assert Payment.objects.count() == 2
    assert list(services.differences()) == []
