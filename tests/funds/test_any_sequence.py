"""Whatever people do in whatever order, the books agree and nothing falls below zero."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.models import Project
from funds import services
from funds.models import Budget, Entry
from tests.factories.projects import BANK, FACE, make_call, make_project, reread
from workflow.errors import StepRefused

STATES = ("approved", "approved", "awarded", "contracted", "closed", "redeemed", "paid")
FAR = timedelta(days=1000)


def _reinstate(project, people) -> None:
    today = timezone.localdate()
    services.reinstate(
        project, actor=people.approver, note="Late.", use_by=today + FAR, redeem_by=today + FAR
    )


STEPS: dict[str, Callable] = {
    "award": lambda p, a: services.award(p, actor=a.officer),
    "give_up": lambda p, a: services.give_up(p, actor=a.applicant, note="Leave."),
    "revoke": lambda p, a: services.revoke(p, actor=a.approver, note="False."),
    "terminate": lambda p, a: services.terminate(p, actor=a.officer, note="Agreed.", parties_outcome="Half."),
    "expire": lambda p, a: services.expire(p, timezone.localdate() + 2 * FAR),
    "reinstate": _reinstate,
    "request_redemption": lambda p, a: services.request_redemption(
        p, actor=a.laboratory, amount=FACE - 3, bank=BANK
    ),
    "request_one_fen": lambda p, a: services.request_redemption(p, actor=a.laboratory, amount=1, bank=BANK),
    "request_all": lambda p, a: services.request_redemption(p, actor=a.laboratory, bank=BANK),
    "recall_redemption": lambda p, a: services.recall_redemption(p, actor=a.laboratory),
    "redeem": lambda p, a: services.redeem(p, actor=a.officer),
    "undo_redeem": lambda p, a: services.undo_redeem(p, actor=a.second_officer, note="Error."),
    "return_redemption": lambda p, a: services.return_redemption(p, actor=a.officer, note="Wrong account."),
    "pay": lambda p, a: services.pay(
        p, actor=a.finance, batch="T", receipt_number=f"{p.reference}-{p.version}"
    ),
    "report_credit_note": lambda p, a: services.report_credit_note(
        p,
        actor=a.applicant,
        corrects=p.invoices.ordinary().first(),
        number=f"R-{p.reference}-{p.version}",
        issued_on=timezone.localdate(),
        amount=FACE // 3 + 1,
    ),
    "claw_back_part": lambda p, a: services.claw_back_part(p, actor=a.approver, note="Credit note."),
    "drop_claw_back": lambda p, a: services.drop_claw_back(p, actor=a.approver, note="Small."),
    "claw_back": lambda p, a: services.claw_back(p, actor=a.approver, note="Forged."),
    "top_up": lambda p, a: services.change_budget(
        p.call.budget, change=FACE // 2, actor=a.officer, note="Up."
    ),
    "close_year": lambda p, a: services.close_year(p.call.budget, actor=a.officer, note="Decision 7."),
    "cut": lambda p, a: services.change_budget(
        p.call.budget, change=-FACE // 3, actor=a.officer, note="Cut."
    ),
}


@pytest.fixture
def projects(people) -> list[Project]:
    """Projects on every stretch of the way, in a call that has money for one of the two approved ones."""
    call = make_call(budget=6 * FACE, people=people)
    return [make_project(state, people=people, call=call) for state in STATES]


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    database=None,
    derandomize=True,
)
@given(
    moves=st.lists(st.tuples(st.integers(0, len(STATES) - 1), st.integers(0, 19)), min_size=6, max_size=20)
)
def test_any_sequence_of_steps_keeps_the_books_right(people, projects, moves):
    with transaction.atomic():
        for number, choice in moves:
            before, project = _balances(projects), reread(projects[number])
            closed, reserved = project.call.budget.closed_on, _new_money(project)
            possible = _possible(project)
            try:
                STEPS[possible[choice % len(possible)]](project, people)
            except StepRefused:
                assert _balances(projects) == before
            total, *accounts = _balances(projects)
            assert total == sum(accounts)
            assert min(accounts) >= 0
            assert list(services.differences()) == []
            assert not closed or _new_money(project) == reserved
        transaction.set_rollback(True)


def test_what_comes_back_after_the_closing_leaves_with_the_next_one(people, projects):
    """A part is redeemed, the rest comes back; undoing needs that rest; a claim comes back; each closing empties the call."""
    redeemed, contracted, closed = projects[5], projects[3], projects[4]
    budget = closed.call.budget

    def close() -> None:
        services.close_year(budget, actor=people.officer, note="Decision 7.")

    close()
    assert _balances(projects) == (5 * FACE, 0, 0, 3 * FACE, 2 * FACE)

    services.request_redemption(closed, actor=people.laboratory, amount=FACE - 3, bank=BANK)
    services.redeem(reread(closed), actor=people.officer)
    assert _balances(projects) == (5 * FACE, 3, 0, 2 * FACE, 3 * FACE - 3)
    services.undo_redeem(reread(closed), actor=people.second_officer, note="Wrong amount.")
    assert _balances(projects) == (5 * FACE, 0, 0, 3 * FACE, 2 * FACE)

    services.redeem(reread(closed), actor=people.officer)
    close()
    assert _balances(projects) == (5 * FACE - 3, 0, 0, 2 * FACE, 3 * FACE - 3)
    with pytest.raises(StepRefused):
        services.undo_redeem(reread(closed), actor=people.second_officer, note="The rest has left.")
    assert _balances(projects) == (5 * FACE - 3, 0, 0, 2 * FACE, 3 * FACE - 3)

    services.claw_back(reread(redeemed), actor=people.approver, note="Forged.")
    services.revoke(reread(contracted), actor=people.approver, note="False.")
    assert _balances(projects) == (5 * FACE - 3, 2 * FACE, 0, FACE, 2 * FACE - 3)
    with pytest.raises(StepRefused):
        services.award(reread(projects[0]), actor=people.officer)
    close()
    assert _balances(projects) == (3 * FACE - 3, 0, 0, FACE, 2 * FACE - 3)
    assert list(services.differences()) == []


def _possible(project: Project) -> list[str]:
    """What can be tried with a project where it stands now."""
    steps = sorted({t.name for t in project.transitions() if t.source == project.state} & set(STEPS))
    if "request_redemption" in steps:
        steps += ["request_one_fen", "request_all"]
    return [*steps, *steps, "top_up", "cut", "close_year"]


def _new_money(project: Project) -> int:
    """How often money was granted to the call or reserved in it: never again once its books are closed."""
    return Entry.objects.filter(budget__call=project.call_id, kind__in=("fund", "reserve")).count()


def _balances(projects: list[Project]) -> tuple[int, ...]:
    names = ("total", "available", "reserved", "committed", "redeemed")
    return Budget.objects.values_list(*names).get(call=projects[0].call_id)


def test_page_of_the_reconciliation_says_the_same_whoever_holds_the_money(people, projects, client):
    """Pool = available + reserved + committed + redeemed by call, institution and laboratory, after parts came back."""
    paid, closed = projects[6], projects[4]
    services.request_redemption(closed, actor=people.laboratory, amount=FACE - 3, bank=BANK)
    services.redeem(reread(closed), actor=people.officer)
    services.report_credit_note(
        reread(paid),
        actor=people.applicant,
        corrects=paid.invoices.get(),
        number="RED-1",
        issued_on=timezone.localdate(),
        amount=2 * FACE // 5,
    )
    services.claw_back_part(reread(paid), actor=people.approver, note="Credit note.")
    services.close_year(closed.call.budget, actor=people.officer, note="Decision 7.")
    client.force_login(people.finance.user)

    page = client.get("/reconciliation/")

    sums = {row["label"]: row["fen"] for row in page.context["totals"]}
    total, *accounts = _balances(projects)
    assert (page.context["agrees"], page.context["pool"], list(sums.values())) == (True, total, accounts)
    for lines in (page.context["institutions"], page.context["laboratories"]):
        assert sum(line.total for line in lines) == total - accounts[0]
    for line in page.context["calls"]:
        for cell, fen in zip(line.cells, accounts, strict=True):
            shown = client.get(f"/ledger/{cell['url']}")
            assert cell["fen"] == fen == shown.context["standing"][f"{shown.context['account'].value}"]
