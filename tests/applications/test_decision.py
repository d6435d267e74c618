"""The office decides on an application: amounts, two persons, and who may not."""

import pytest

from applications import services
from tests.applications.conftest import blocking, endorsed, no_trace
from tests.factories.projects import FACE, make_call, reread
from workflow.errors import Blocked, NotPermitted, WrongState

WORDS = "We know the enterprise; a sound project."


THRESHOLD = {"four_eyes_threshold_fen": FACE - 1}


def test_up_to_the_threshold_one_person_decides(people, db):
    call = make_call(people=people, four_eyes_threshold_fen=FACE)
    project = endorsed(people, call)

    services.approve(project, actor=people.officer, amount=FACE)

    after = reread(project)
    assert (after.state, after.recommended_amount, after.approved_by) == (
        "approved",
        FACE,
        people.officer.user,
    )


def test_over_the_threshold_another_person_has_to_propose(people, db):
    project = endorsed(people, make_call(people=people, **THRESHOLD))

    with no_trace(), pytest.raises(Blocked) as refusal:
        services.approve(project, actor=people.approver, amount=FACE)

    assert blocking(refusal) == ["ASM-6"]


def test_over_the_threshold_the_proposer_does_not_approve(people, db):
    project = endorsed(people, make_call(people=people, **THRESHOLD))
    services.propose_approval(project, actor=people.officer, amount=FACE)

    with no_trace(), pytest.raises(Blocked) as refusal:
        services.approve(reread(project), actor=people.officer, amount=FACE)
    assert blocking(refusal) == ["ASM-6"]

    services.approve(reread(project), actor=people.second_officer, amount=FACE)
    assert reread(project).state == "approved"


def test_person_with_two_roles_is_still_one_person(people, db):
    project = endorsed(people, make_call(people=people, **THRESHOLD))
    services.propose_approval(project, actor=people.officer, amount=FACE)
    both = people.officer.user.memberships.create(organisation=people.officer.organisation, role="approver")

    with no_trace(), pytest.raises(Blocked):
        services.approve(reread(project), actor=type(people.officer).of(both), amount=FACE)


def test_proposal_changes_no_state_and_keeps_its_findings(people, call):
    project = endorsed(people, call)

    event = services.propose_approval(project, actor=people.officer, amount=FACE - 1, note="One fen less.")

    after = reread(project)
    assert (after.state, after.proposed_amount, after.proposed_by) == (
        "endorsed",
        FACE - 1,
        people.officer.user,
    )
    assert event.findings
    assert (event.source, event.target) == ("endorsed", "endorsed")


@pytest.mark.parametrize(("amount", "rules"), [(FACE + 1, ["ASM-1", "ASM-2"]), (0, ["ASM-2"])])
def test_amount_stays_within_request_and_share(people, call, amount, rules):
    project = endorsed(people, call)

    with no_trace(), pytest.raises(Blocked) as refusal:
        services.approve(project, actor=people.officer, amount=amount)

    assert blocking(refusal) == rules


def test_edition_with_experts_waits_for_their_scores(people, db):
    project = endorsed(people, make_call(people=people, assessment_reviewer_count=3))

    with no_trace(), pytest.raises(Blocked) as refusal:
        services.approve(project, actor=people.officer, amount=FACE)

    assert blocking(refusal) == ["ASM-5"]


@pytest.mark.parametrize("who", ["applicant", "recommender", "finance", "auditor", "laboratory"])
def test_only_the_office_decides(people, call, who):
    project, actor = endorsed(people, call), getattr(people, who)

    with no_trace():
        with pytest.raises(NotPermitted):
            services.approve(project, actor=actor, amount=FACE)
        with pytest.raises(NotPermitted):
            services.reject(project, actor=actor, note="No.")
        with pytest.raises(NotPermitted):
            services.propose_approval(project, actor=actor, amount=FACE)


def test_expert_decides_nothing(people, call):
    project = endorsed(people, call)

    with no_trace(), pytest.raises(NotPermitted):
        services.approve(project, actor=people.acting(people.experts[0]), amount=FACE)


def test_two_approvals_are_one(people, call):
    project = endorsed(people, call)
    services.approve(project, actor=people.officer, amount=FACE)

    with no_trace(), pytest.raises(WrongState, match="Already done by Officer Wang"):
        services.approve(reread(project), actor=people.second_officer, amount=1)
