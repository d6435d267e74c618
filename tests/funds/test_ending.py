"""Ends of a funded project: what was bound is available again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from funds import services
from funds.models import Budget, Redemption
from tests.factories.projects import FACE, make_call, make_project, reread
from tests.funds.conftest import MILLION
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState

BOUND = (MILLION, MILLION - FACE, 0, FACE, 0)
FREE = (MILLION, MILLION, 0, 0, 0)
DAY = timedelta(days=1)


@pytest.mark.parametrize("state", ["awarded", "contract_submitted", "contract_returned"])
def test_giving_up_returns_the_money(people, call, balances, state):
    project = make_project(state, people=people, call=call)
    assert balances() == BOUND

    event = services.give_up(project, actor=people.applicant, note="The customer went away.")

    assert (reread(project).state, event.evidence["released"], balances()) == ("withdrawn", FACE, FREE)


@pytest.mark.parametrize("state", ["contracted", "closing_submitted", "not_closed"])
def test_termination_returns_the_money_and_keeps_what_the_parties_agreed(people, call, balances, state):
    project = make_project(state, people=people, call=call)

    event = services.terminate(project, actor=people.officer, note="Agreed.", parties_outcome="Half each.")

    assert (reread(project).state, balances()) == ("terminated", FREE)
    assert event.evidence["parties_outcome"] == "Half each."


def test_termination_needs_the_outcome_between_the_parties(people, call, balances):
    project = make_project("contracted", people=people, call=call)

    with pytest.raises(Unfit) as refusal:
        services.terminate(project, actor=people.officer, note="Agreed.", parties_outcome=" ")

    assert set(refusal.value.fields) == {"parties_outcome"}
    assert (reread(project).state, balances()) == ("contracted", BOUND)


@pytest.mark.parametrize("state", ["awarded", "contracted", "in_review", "closed", "redemption_requested"])
def test_revocation_returns_the_money(people, call, balances, state):
    project = make_project(state, people=people, call=call)

    services.revoke(project, actor=people.approver, note="False statements.")

    assert (reread(project).state, balances()) == ("revoked", FREE)
    assert not Redemption.objects.live().exists()


def test_only_an_approver_revokes_and_with_a_reason(people, call, balances):
    project = make_project("awarded", people=people, call=call)

    with pytest.raises(NotPermitted):
        services.revoke(project, actor=people.officer, note="False statements.")
    with pytest.raises(Unfit):
        services.revoke(project, actor=people.approver, note="")

    assert (reread(project).state, balances()) == ("awarded", BOUND)


@pytest.mark.parametrize(
    ("state", "field"),
    [
        ("awarded", "use_by"),
        ("contract_returned", "use_by"),
        ("contracted", "redeem_by"),
        ("closed", "redeem_by"),
        ("not_closed", "redeem_by"),
    ],
)
def test_voucher_expires_on_the_day_after_its_last_day(people, call, balances, state, field):
    project = make_project(state, people=people, call=call)
    last_day = getattr(project, field)

    with pytest.raises(WrongState):
        services.expire(project, last_day)
    assert balances() == BOUND
    event = services.expire(project, last_day + DAY)

    assert (reread(project).state, reread(project).expired_from, balances()) == ("expired", state, FREE)
    assert event.role == "system"


@pytest.mark.parametrize("state", ["contract_submitted", "closing_submitted", "redemption_requested", "paid"])
def test_what_the_office_has_on_its_desk_does_not_expire(people, call, state):
    project = make_project(state, people=people, call=call)

    with pytest.raises(WrongState):
        services.expire(project, project.redeem_by + DAY)
    done = services.expire_due(project.redeem_by + DAY)

    assert (done.expired, done.failed, reread(project).state) == ([], [], state)


def test_expire_due_takes_every_voucher_and_none_too_early(people, call, balances):
    unused = make_project("awarded", people=people, call=call)
    at_work = make_project("contracted", people=people, call=call)

    assert services.expire_due(unused.use_by).expired == []
    assert services.expire_due(unused.use_by + DAY).expired == [unused.reference]
    assert services.expire_due(unused.use_by + DAY).expired == []
    assert services.expire_due(at_work.redeem_by + DAY).expired == [at_work.reference]

    assert balances() == FREE


def test_one_voucher_that_cannot_expire_does_not_stop_the_others(people, call, caplog):
    broken = make_project("awarded", people=people, call=call)
    healthy = make_project("awarded", people=people, call=make_call(budget=MILLION, people=people))
    # A kept balance that somebody spoiled: the release of this voucher would bring it below zero.
    Budget.objects.filter(call=call).update(total=MILLION - FACE, committed=0)

    done = services.expire_due(broken.use_by + DAY)

    assert (done.expired, done.failed) == ([healthy.reference], [broken.reference])
    assert (reread(broken).state, reread(healthy).state) == ("awarded", "expired")
    assert broken.reference in caplog.text


@pytest.mark.parametrize("state", ["awarded", "contracted"])
def test_reinstatement_commits_the_money_again(people, call, balances, state):
    project = make_project(state, people=people, call=call)
    services.expire(project, project.redeem_by + DAY)
    later = timezone.localdate() + timedelta(days=60)

    services.reinstate(
        project, actor=people.approver, note="The post was late.", use_by=later, redeem_by=later + DAY
    )

    project = reread(project)
    assert (project.state, project.use_by, project.redeem_by) == (state, later, later + DAY)
    assert balances() == BOUND


def test_reinstatement_needs_the_money(people, balances, call):
    project = make_project("awarded", people=people, call=call)
    services.expire(project, project.use_by + DAY)
    services.change_budget(call.budget, change=-(MILLION - FACE + 1), actor=people.finance, note="Cut.")

    with pytest.raises(Unfit, match=r"49,999\.99 元 on “Available”; 50,000\.00 元 is needed"):
        services.reinstate(project, actor=people.approver, note="The post was late.")

    assert (reread(project).state, balances()) == ("expired", (FACE - 1, FACE - 1, 0, 0, 0))


def test_reinstatement_needs_dates_to_come_and_a_reason(people, call):
    project = make_project("awarded", people=people, call=call)
    services.expire(project, project.use_by + DAY)
    yesterday = timezone.localdate() - DAY

    with pytest.raises(Unfit) as refusal:
        services.reinstate(project, actor=people.approver, note="Late.", use_by=yesterday)
    assert set(refusal.value.fields) == {"use_by"}
    with pytest.raises(Unfit) as refusal:
        services.reinstate(project, actor=people.approver, note="Late.", redeem_by=project.use_by - DAY)
    assert set(refusal.value.fields) == {"redeem_by"}
    with pytest.raises(Blocked):
        services.reinstate(project, actor=people.approver, note=" ")
    with pytest.raises(NotPermitted):
        services.reinstate(project, actor=people.officer, note="Late.")

    assert reread(project).state == "expired"
