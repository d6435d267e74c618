"""Every step of both gates tells the right people, and nobody learns the experts' names."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Project
from contracts import services as contracts
from contracts.enums import ChangeKind
from notifications import outbox
from notifications.models import Message
from notifications.registry import superfluous, undeclared
from notifications.reminders import all_reminders
from review import services
from review.models import Assignment
from tests.factories.projects import make_project
from workflow.models import Event

OURS = {
    "submit_contract",
    "recall_contract",
    "clear_contract",
    "return_contract",
    "undo_clear_contract",
    "record_assessment",
    "confirm_report",
    "submit_closing",
    "recall_closing",
    "return_closing",
    "start_review",
    "close",
    "refuse_closing",
    "retry_closing",
    "undo_close",
    "undo_refuse_closing",
}


def told(project, transition: str) -> set:
    """Who was told of a step."""
    outbox.announce()
    event = Event.objects.of(project).filter(transition=transition).last()
    return set(Message.objects.filter(event=event).values_list("recipient", flat=True))


def ids(*actors) -> set:
    return {actor.user.pk for actor in actors}


def test_every_step_of_both_gates_is_declared(db) -> None:
    assert OURS & set(undeclared(Project)) == set()
    assert OURS & set(superfluous(Project)) == set()


@pytest.mark.parametrize(
    ("state", "transition", "audience"),
    [
        ("contract_submitted", "submit_contract", ("officer", "second_officer", "approver")),
        ("contracted", "clear_contract", ("applicant", "laboratory")),
        ("contract_returned", "return_contract", ("applicant", "laboratory")),
        ("closing_submitted", "confirm_report", ("applicant",)),
        ("closing_submitted", "submit_closing", ("officer", "second_officer", "approver")),
        ("closed", "close", ("applicant", "laboratory")),
        ("not_closed", "refuse_closing", ("applicant", "laboratory")),
    ],
)
def test_step_tells_its_audience(people, state, transition, audience) -> None:
    project = make_project(state, people=people)

    found = told(project, transition)

    known = ids(
        *(getattr(people, name) for name in (*audience, "applicant", "laboratory", "officer", "stranger"))
    )
    assert found & known == ids(*(getattr(people, name) for name in audience))


def test_start_of_the_review_invites_experts_and_tells_the_parties(people) -> None:
    project = make_project("in_review", people=people)

    found = told(project, "start_review")

    experts = {expert.user_id for expert in people.experts}
    assert found == experts | ids(people.applicant, people.laboratory)
    to_parties = Message.objects.filter(recipient__in=[people.applicant.user, people.laboratory.user])
    written = " ".join(message.subject + message.body for message in to_parties)
    assert not [expert for expert in people.experts if expert.user.name in written]


def test_refusal_says_nothing_about_who_pays(people) -> None:
    project = make_project("not_closed", people=people)
    told(project, "refuse_closing")

    message = Message.objects.filter(recipient=people.applicant.user).latest("pk")

    assert "The results are missing." in message.body
    assert "pay" not in message.body


def due_of(code: str, today=None) -> list:
    return list(all_reminders()[code].due(today or timezone.localdate()))


def test_experts_asked_outside_a_step_are_invited_by_the_timetable(people) -> None:
    project = make_project("in_review", people=people)
    assert due_of("review.invitation") == []

    first = Assignment.objects.for_project(project)[0]
    services.replace_expert(first, actor=people.officer, expert=people.spare_expert)

    assert [item.recipient for item in due_of("review.invitation")] == [people.spare_expert.user]


def test_expert_is_reminded_a_week_a_day_and_on_the_day(people) -> None:
    project = make_project("in_review", people=people)
    assignment = Assignment.objects.for_project(project)[0]
    actor = people.acting(assignment.expert)
    last = assignment.due_date

    distances = {
        days: {item.key for item in due_of("review.opinion_due", last - timedelta(days=days))}
        for days in (8, 7, 1, 0)
    }
    assert [len(keys) for keys in distances.values()] == [0, 3, 3, 3]
    assert len(set.union(*distances.values())) == 9

    services.declare_conflict(assignment, actor=actor, conflict=False)
    services.submit_opinion(
        assignment, actor=actor, decision="close", reasons="Complete.", clause_present=True
    )
    assert actor.user not in [item.recipient for item in due_of("review.opinion_due", last)]


def test_applicant_is_reminded_of_corrections_of_the_contract(people) -> None:
    project = make_project("contract_returned", people=people)
    event = Event.objects.of(project).last()
    due = timezone.datetime.fromisoformat(event.evidence["due_date"]).date()

    assert [item.recipient for item in due_of("contract.corrections", due)] == [people.applicant.user]
    assert due_of("contract.corrections", due - timedelta(days=8)) == []


def test_change_is_told_to_the_office_and_its_decision_to_the_parties(people) -> None:
    project = make_project("contracted", people=people)
    change = contracts.request_change(
        project, actor=people.applicant, kind=ChangeKind.CONTENT, text="One test less."
    )
    assert told(project, "request_change") >= ids(people.officer)

    contracts.decide_change(change, actor=people.officer, granted=True, decision="Agreed.")

    assert told(project, "grant_change") == ids(people.applicant, people.laboratory)
