"""Experts: who may be asked, what they declare, and that nobody else learns their names."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actor import Actor
from applications.models import Project
from review import services
from review.enums import AssignmentStatus, Decision, ReviewStage
from review.models import Assignment
from tests.factories.cast import make_expert
from tests.factories.projects import give_opinions, make_project, reread
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState
from workflow.models import Event

DUE = timezone.localdate() + timedelta(days=14)


@pytest.fixture
def submitted(people):
    return make_project("closing_submitted", people=people)


@pytest.fixture
def project(people):
    return make_project("in_review", people=people)


def start(project, people, *experts, due_date=DUE):
    return services.start_review(project, actor=people.officer, experts=experts, due_date=due_date)


def first(project) -> Assignment:
    return Assignment.objects.of_panel(project, ReviewStage.CLOSING)[0]


def test_panel_of_three_is_invited(people, submitted) -> None:
    event = start(submitted, people, *people.experts)

    assert (reread(submitted).state, reread(submitted).closing_attempts) == ("in_review", 1)
    assert [row.status for row in Assignment.objects.for_project(submitted)] == [AssignmentStatus.INVITED] * 3
    assert event.evidence["experts"] == [str(expert.pk) for expert in people.experts]


@pytest.mark.parametrize(
    ("members", "rules"),
    [(0, ["PAN-1"]), (2, ["PAN-1", "PAN-2"]), (4, ["PAN-2"])],
)
def test_too_few_or_an_even_number_is_refused(people, submitted, members, rules) -> None:
    experts = [*people.experts, people.spare_expert][:members]

    with pytest.raises(Blocked) as refusal:
        start(submitted, people, *experts)

    assert [finding.rule for finding in refusal.value.findings.blocking] == rules
    assert (reread(submitted).state, Assignment.objects.count()) == ("closing_submitted", 0)


@pytest.mark.parametrize("tie", ["applicant", "host", "own laboratory", "recommender"])
def test_expert_tied_to_a_party_is_refused(people, submitted, tie) -> None:
    laboratory = submitted.laboratory
    expert = {
        "applicant": lambda: make_expert(
            unit="无关大学", avoidance_units=f"别的公司\n{submitted.applicant.name}"
        ),
        "host": lambda: make_expert(unit=f"{laboratory.host_organisation}材料学院"),
        "own laboratory": lambda: make_expert(unit=" ".join(laboratory.organisation.name)),
        "recommender": lambda: make_expert(unit=submitted.recommender.organisation.name),
    }[tie]()

    with pytest.raises(Blocked) as refusal:
        start(submitted, people, *people.experts[:2], expert)

    assert [finding.rule for finding in refusal.value.findings.blocking] == ["PAN-3"]
    assert Assignment.objects.count() == 0


def test_due_date_that_has_passed_leaves_nothing(people, submitted) -> None:
    with pytest.raises(Unfit) as refusal:
        start(submitted, people, *people.experts, due_date=timezone.localdate() - timedelta(days=1))

    assert list(refusal.value.fields) == ["due_date"]
    assert (reread(submitted).state, Assignment.objects.count()) == ("closing_submitted", 0)
    assert not Event.objects.of(submitted).filter(transition="start_review").exists()


def test_expert_who_is_no_longer_asked_cannot_be_invited(people, submitted) -> None:
    retired = make_expert("Expert Chen", is_active=False)

    with pytest.raises(Unfit) as refusal:
        start(submitted, people, *people.experts[:2], retired)

    assert list(refusal.value.fields) == ["experts"]
    assert reread(submitted).state == "closing_submitted"


def test_file_opens_only_after_the_declaration(people, project) -> None:
    assignment = first(project)
    actor = people.acting(assignment.expert)
    assert not Project.objects.visible_to(actor).exists()

    services.declare_conflict(assignment, actor=actor, conflict=False)

    assert list(Project.objects.visible_to(actor)) == [project]


def test_conflict_closes_the_file_again(people, project) -> None:
    assignment = first(project)
    actor = people.acting(assignment.expert)
    services.declare_conflict(assignment, actor=actor, conflict=False)

    services.declare_conflict(
        assignment, actor=actor, conflict=True, reason="My former student leads the firm."
    )

    assert not Project.objects.visible_to(actor).exists()
    with pytest.raises(WrongState):
        services.submit_opinion(
            assignment, actor=actor, decision="close", reasons="Fine.", clause_present=True
        )


def test_conflict_needs_its_reason(people, project) -> None:
    assignment = first(project)

    with pytest.raises(Unfit) as refusal:
        services.declare_conflict(assignment, actor=people.acting(assignment.expert), conflict=True)

    assert list(refusal.value.fields) == ["reason"]
    assert Assignment.objects.get(pk=assignment.pk).conflict is None


def test_opinion_before_the_declaration_is_refused(people, project) -> None:
    assignment = first(project)

    with pytest.raises(WrongState):
        services.submit_opinion(
            assignment,
            actor=people.acting(assignment.expert),
            decision="close",
            reasons="Fine.",
            clause_present=True,
        )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reasons": "  "}, "reasons"),
        ({"decision": ""}, "decision"),
        ({"decision": Decision.RECOMMEND}, "decision"),
        ({"clause_present": None}, "clause_present"),
    ],
)
def test_opinion_without_reasons_or_decision_is_refused(people, project, changes, field) -> None:
    assignment = first(project)
    actor = people.acting(assignment.expert)
    services.declare_conflict(assignment, actor=actor, conflict=False)
    inputs = {"decision": "refuse", "reasons": "Results are missing.", "clause_present": True} | changes

    with pytest.raises(Unfit) as refusal:
        services.submit_opinion(assignment, actor=actor, **inputs)

    assert list(refusal.value.fields) == [field]
    assert Assignment.objects.get(pk=assignment.pk).submitted_at is None


def test_opinion_is_given_once_and_only_by_the_expert_who_was_asked(people, project) -> None:
    assignment = first(project)
    actor = people.acting(assignment.expert)
    services.declare_conflict(assignment, actor=actor, conflict=False)
    inputs = {"decision": "close", "reasons": "As agreed.", "clause_present": True}

    for other in (people.acting(people.spare_expert), people.officer, people.applicant):
        with pytest.raises(NotPermitted):
            services.submit_opinion(assignment, actor=other, **inputs)
    services.submit_opinion(assignment, actor=actor, **inputs)
    with pytest.raises(WrongState):
        services.submit_opinion(assignment, actor=actor, **inputs)


def test_database_refuses_an_opinion_without_reasons(people, project) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=first(project).pk).update(
            submitted_at=timezone.now(), decision="close", conflict=False, reasons=""
        )


def test_declined_expert_is_replaced_and_loses_the_file(people, project) -> None:
    assignment = first(project)
    actor = people.acting(assignment.expert)
    services.declare_conflict(assignment, actor=actor, conflict=False)
    services.decline_invitation(assignment, actor=actor, reason="Ill.")
    assert not Project.objects.visible_to(actor).exists()

    new = services.replace_expert(assignment, actor=people.officer, expert=people.spare_expert)

    panel = Assignment.objects.of_panel(project, ReviewStage.CLOSING)
    assert {row.expert for row in panel} == {*people.experts[1:], people.spare_expert}
    assert Assignment.objects.get(pk=assignment.pk).replaced_by == new
    with pytest.raises(WrongState):
        services.replace_expert(assignment, actor=people.officer, expert=people.spare_expert)


def test_replacement_follows_the_rules_of_the_panel(people, project) -> None:
    tied = make_expert(unit=project.applicant.name)

    with pytest.raises(Blocked) as refusal:
        services.replace_expert(first(project), actor=people.officer, expert=tied)
    with pytest.raises(Blocked):
        services.replace_expert(first(project), actor=people.officer, expert=people.experts[1])
    with pytest.raises(NotPermitted):
        services.replace_expert(first(project), actor=people.finance, expert=people.spare_expert)

    assert [finding.rule for finding in refusal.value.findings.blocking] == ["PAN-3"]
    assert Assignment.objects.count() == 3


def test_nobody_outside_the_office_sees_the_experts(people, project) -> None:
    seen = {
        name: Assignment.objects.visible_to(getattr(people, name)).count()
        for name in ("applicant", "laboratory", "recommender", "service", "stranger", "officer", "auditor")
    }

    assert seen == {
        "applicant": 0,
        "laboratory": 0,
        "recommender": 0,
        "service": 0,
        "stranger": 0,
        "officer": 3,
        "auditor": 3,
    }
    assert Assignment.objects.visible_to(people.acting(people.experts[0])).count() == 1


def test_waiting_list_of_an_expert_ends_with_the_review(people, project) -> None:
    expert = people.experts[0]
    assert [row.project for row in Assignment.objects.waiting_for(expert.user)] == [project]

    give_opinions(project, people, "close")

    assert not Assignment.objects.waiting_for(expert.user).exists()


# --- assessment before the award ---------------------------------------------------------------------------------------


def score(assignment, people, points) -> None:
    actor: Actor = people.acting(assignment.expert)
    services.declare_conflict(assignment, actor=actor, conflict=False)
    services.submit_opinion(
        assignment, actor=actor, decision=Decision.RECOMMEND, reasons="Sound plan.", score=points
    )


def test_last_score_records_the_mean_in_the_name_of_the_system(people) -> None:
    project = make_project("endorsed", people=people, parameters={"assessment_reviewer_count": 3})
    asked = services.start_assessment(project, actor=people.officer, experts=people.experts, due_date=DUE)

    for assignment, points in zip(asked, (70, 80, 81), strict=True):
        assert reread(project).assessments == 0
        score(assignment, people, points)

    project = reread(project)
    assert (project.state, project.assessment_score, project.assessments) == ("endorsed", 77, 3)
    assert Event.objects.of(project).last().role == "system"


def test_assessment_needs_a_score_and_an_endorsed_project(people) -> None:
    project = make_project("endorsed", people=people)
    [assignment] = services.start_assessment(
        project, actor=people.officer, experts=people.experts[:1], due_date=DUE
    )
    actor = people.acting(assignment.expert)
    services.declare_conflict(assignment, actor=actor, conflict=False)

    with pytest.raises(Unfit) as refusal:
        services.submit_opinion(assignment, actor=actor, decision=Decision.RECOMMEND, reasons="Sound.")
    with pytest.raises(WrongState):
        services.start_assessment(project, actor=people.officer, experts=people.experts[1:2], due_date=DUE)
    with pytest.raises(WrongState):
        services.start_assessment(
            make_project("approved", people=people, call=project.call),
            actor=people.officer,
            experts=people.experts,
            due_date=DUE,
        )

    assert list(refusal.value.fields) == ["score"]
