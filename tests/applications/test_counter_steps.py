"""A decision taken in error is taken back, with a reason and by another person."""

import pytest

from applications import services
from funds import services as funds
from tests.applications.conftest import approved, blocking, endorsed, no_trace, submitted
from tests.factories.people import make_actor
from tests.factories.projects import make_project, reread
from workflow.errors import Blocked, NotPermitted

WORDS = "We know the enterprise; a sound project."


def declined(people, call):
    project = submitted(people, call)
    services.decline(project, actor=people.recommender, note="Not ours.")
    return reread(project)


def rejected(people, call):
    project = endorsed(people, call)
    services.reject(project, actor=people.officer, note="No money.")
    return reread(project)


COUNTER = [
    (approved, services.undo_approve, "officer", "second_officer", "endorsed"),
    (rejected, services.undo_reject, "officer", "approver", "endorsed"),
    (declined, services.undo_decline, "recommender", None, "submitted"),
]


def other_person(people, name):
    return getattr(people, name) if name else make_actor("recommender", people.recommender.organisation)


@pytest.mark.parametrize(("begin", "undo", "same", "other", "back"), COUNTER)
def test_another_person_takes_the_step_back(people, call, begin, undo, same, other, back):
    project = begin(people, call)

    event = undo(project, actor=other_person(people, other), note="Wrong file.")

    after = reread(project)
    assert (after.state, after.recommended_amount, after.approved_by) == (back, None, None)
    assert (event.note, event.source) == ("Wrong file.", project.state)
    assert [row["outcome"] for row in event.findings] == ["pass", "pass"]


@pytest.mark.parametrize(("begin", "undo", "same", "other", "back"), COUNTER)
def test_same_person_does_not_take_the_step_back(people, call, begin, undo, same, other, back):
    project = begin(people, call)

    with no_trace(), pytest.raises(Blocked) as refusal:
        undo(project, actor=getattr(people, same), note="Wrong file.")

    assert blocking(refusal) == ["COUNTER-1"]


@pytest.mark.parametrize(("begin", "undo", "same", "other", "back"), COUNTER)
def test_taking_back_needs_a_reason(people, call, begin, undo, same, other, back):
    project, actor = begin(people, call), other_person(people, other)

    with no_trace(), pytest.raises(Blocked) as refusal:
        undo(project, actor=actor, note=" ")

    assert blocking(refusal) == ["COUNTER-2"]


@pytest.mark.parametrize(("begin", "undo", "same", "other", "back"), COUNTER)
def test_applicant_takes_no_decision_back(people, call, begin, undo, same, other, back):
    project = begin(people, call)

    with no_trace(), pytest.raises(NotPermitted):
        undo(project, actor=people.applicant, note="Please.")


def test_upheld_objection_is_taken_back_by_another_person_than_the_approver(people, db):
    project = make_project("objected", people=people)
    funds.uphold_objection(project, actor=people.approver, decision="It is copied.")

    with no_trace(), pytest.raises(Blocked):
        services.undo_reject(reread(project), actor=people.approver, note="It is not copied.")
    services.undo_reject(reread(project), actor=people.officer, note="It is not copied.")

    assert (reread(project).state, reread(project).award_amount) == ("endorsed", None)
