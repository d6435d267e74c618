"""What the bank is transferring is not taken back beside it."""

from types import SimpleNamespace

import pytest

from accounts.enums import Role
from funds import services
from funds.models import Budget
from funds.services.runs import Answer, waiting_items
from tests.factories.cast import cast, make_actor
from tests.factories.projects import make_project, reread
from tests.funds.test_runs import approve, numbers
from workflow.errors import Blocked, WrongState

NOTE = "Decided on the wrong papers."


@pytest.fixture
def town(db) -> SimpleNamespace:
    """A run over the payments of two projects."""
    people = cast()
    first = make_project("redeemed", people=people)
    projects = [first, make_project("redeemed", people=people, call=first.call)]
    run = services.draw_up(numbers(projects), actor=people.finance)
    return SimpleNamespace(people=people, second=make_actor(Role.FINANCE), projects=projects, run=run)


@pytest.mark.parametrize("step", ["undo_redeem", "claw_back"])
def test_money_that_the_bank_is_transferring_is_not_given_to_others(town, step) -> None:
    first, other = town.projects
    run = approve(town.run, town.people, town.second)
    before = Budget.objects.get(call=first.call).available

    with pytest.raises(WrongState):
        getattr(services, step)(first, actor=town.people.approver, note=NOTE)
    assert (reread(first).state, Budget.objects.get(call=first.call).available) == ("redeemed", before)
    answers = [
        Answer(position=1, paid=False, reason="Closed."),
        Answer(position=2, paid=True, receipt_number="R2"),
    ]
    assert services.record_answers(run, answers, actor=town.people.finance) == []

    getattr(services, step)(reread(first), actor=town.people.approver, note=NOTE)
    if step == "claw_back":
        services.claw_back(reread(other), actor=town.people.approver, note=NOTE)


def test_payment_that_was_taken_back_is_not_approved(town) -> None:
    for item in waiting_items(town.run):
        services.confirm_account(item.redemption, actor=town.second)
    services.lock_run(town.run, actor=town.people.finance)
    services.undo_redeem(town.projects[0], actor=town.people.approver, note=NOTE)

    with pytest.raises(Blocked) as refusal:
        services.approve_run(town.run, actor=town.second)
    assert "RUN-4" in [finding.rule for finding in refusal.value.findings.blocking]
