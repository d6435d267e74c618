"""The closing decision: it follows complete opinions, and never says who pays."""

import pytest

from review import services
from review.enums import ReviewStage
from review.models import Assignment, ClosingReport
from tests.factories.projects import TOTAL, give_opinions, make_project, reread, write_report
from workflow.errors import Blocked, NotPermitted
from workflow.models import Event


@pytest.fixture
def project(people):
    return make_project("in_review", people=people)


def close(project, people, **changes):
    inputs = {"actor": people.officer, "accepted_cost": TOTAL, "reasons": "All agree."} | changes
    return services.close(project, **inputs)


def refused_rules(refusal) -> list[str]:
    return [finding.rule for finding in refusal.value.findings.blocking]


def test_project_closes_on_the_majority(people, project) -> None:
    give_opinions(project, people, "close", "refuse", "close")

    event = close(project, people, accepted_cost=TOTAL - 1)

    project = reread(project)
    assert (project.state, project.accepted_cost, project.closing_reasons) == (
        "closed",
        TOTAL - 1,
        "All agree.",
    )
    last_day = project.redeem_by.isoformat()
    assert event.evidence == {"accepted_cost": TOTAL - 1, "reasons": "All agree.", "redeem_by": last_day}


def test_missing_opinion_blocks_either_way_and_names_experts_by_number(people, project) -> None:
    for assignment in Assignment.objects.of_panel(project, ReviewStage.CLOSING)[:2]:
        actor = people.acting(assignment.expert)
        services.declare_conflict(assignment, actor=actor, conflict=False)
        services.submit_opinion(
            assignment, actor=actor, decision="close", reasons="Fine.", clause_present=True
        )

    with pytest.raises(Blocked) as refusal:
        close(project, people)
    with pytest.raises(Blocked):
        services.refuse_closing(project, actor=people.officer, reasons="No.")

    assert "CLO-1" in refused_rules(refusal)
    assert refusal.value.findings.of("CLO-1").figures["experts"] == ["3"]
    assert reread(project).state == "in_review"
    assert not Event.objects.of(project).filter(transition__in=["close", "refuse_closing"]).exists()


def test_declared_conflict_blocks_until_the_expert_is_replaced(people, project) -> None:
    panel = Assignment.objects.of_panel(project, ReviewStage.CLOSING)
    give_opinions_of(panel[1:], people)
    conflicted = panel[0]
    services.declare_conflict(
        conflicted, actor=people.acting(conflicted.expert), conflict=True, reason="My brother owns it."
    )
    with pytest.raises(Blocked) as refusal:
        close(project, people)
    assert {"CLO-1", "CLO-4"} <= set(refused_rules(refusal))

    new = services.replace_expert(conflicted, actor=people.officer, expert=people.spare_expert)
    give_opinions_of([new], people)
    close(project, people)

    assert reread(project).state == "closed"


def give_opinions_of(assignments, people, decision: str = "close") -> None:
    for assignment in assignments:
        actor = people.acting(assignment.expert)
        services.declare_conflict(assignment, actor=actor, conflict=False)
        services.submit_opinion(
            assignment, actor=actor, decision=decision, reasons="Fine.", clause_present=True
        )


def test_outcome_against_the_experts_is_refused(people, project) -> None:
    give_opinions(project, people, "refuse", "refuse", "close")

    with pytest.raises(Blocked) as refusal:
        close(project, people)

    assert refused_rules(refusal) == ["CLO-5"]


@pytest.mark.parametrize(
    ("changes", "rule"), [({"reasons": " "}, "CLO-6"), ({"accepted_cost": TOTAL + 1}, "CLO-8")]
)
def test_closing_needs_reasons_and_a_cost_within_the_report(people, project, changes, rule) -> None:
    give_opinions(project, people, "close")

    with pytest.raises(Blocked) as refusal:
        close(project, people, **changes)

    assert refused_rules(refusal) == [rule]
    assert reread(project).accepted_cost is None


def test_only_the_deciding_office_closes(people, project) -> None:
    give_opinions(project, people, "close")

    for actor in (people.applicant, people.laboratory, people.finance, people.acting(people.experts[0])):
        with pytest.raises(NotPermitted):
            close(project, people, actor=actor)


def test_refusal_records_reasons_and_nothing_about_money(people, project) -> None:
    give_opinions(project, people, "refuse")

    event = services.refuse_closing(project, actor=people.officer, reasons="The results are missing.")

    project = reread(project)
    assert (project.state, project.accepted_cost) == ("not_closed", None)
    assert event.evidence == {"reasons": "The results are missing."}
    assert project.failure_clause.startswith("因甲方原因")


def test_experts_stay_unnamed_on_the_record(people, project) -> None:
    panel = Assignment.objects.of_panel(project, ReviewStage.CLOSING)
    for assignment in panel:
        actor = people.acting(assignment.expert)
        services.declare_conflict(assignment, actor=actor, conflict=False)
        services.submit_opinion(
            assignment, actor=actor, decision="close", reasons="Fine.", clause_present=False
        )
    close(project, people)

    stored = str(list(Event.objects.of(project).values_list("findings", "evidence")))

    assert "CLO-7" in stored
    assert not [expert.user.name for expert in people.experts if expert.user.name in stored]


def test_second_closing_review_starts_from_the_words_of_the_first(people) -> None:
    project = make_project("not_closed", people=people, parameters={"closing_retry_limit": 1})

    services.retry_closing(project, actor=people.officer)
    project = reread(project)
    assert (project.state, project.report_confirmed) == ("contracted", "")
    reports = ClosingReport.objects.for_project(project)
    assert [(row.attempt, row.is_current, row.results) for row in reports] == [
        (2, True, reports[1].results),
        (1, False, reports[1].results),
    ]

    play_second_review(project, people)
    project = reread(project)
    assert (project.state, project.closing_attempts) == ("closed", 2)
    assert Assignment.objects.for_project(project).count() == 6


def play_second_review(project, people) -> None:
    project = write_report(project, people, results="All three alloys, complete.")
    services.confirm_report(project, actor=people.laboratory)
    services.submit_closing(project, actor=people.applicant)
    services.start_review(
        project, actor=people.officer, experts=people.experts, due_date=services.due_date_for()
    )
    give_opinions(project, people, "close")
    close(project, people)


def test_retry_above_the_limit_of_the_edition_is_refused(people) -> None:
    project = make_project("not_closed", people=people, parameters={"closing_retry_limit": 0})

    with pytest.raises(Blocked) as refusal:
        services.retry_closing(project, actor=people.officer)

    assert refused_rules(refusal) == ["RET-1"]
    assert ClosingReport.objects.for_project(project).count() == 1


@pytest.mark.parametrize(
    ("state", "service"), [("closed", "undo_close"), ("not_closed", "undo_refuse_closing")]
)
def test_decision_is_taken_back_by_another_person_and_decided_again(people, state, service) -> None:
    project = make_project(state, people=people)
    undo = getattr(services, service)

    with pytest.raises(Blocked):
        undo(project, actor=people.officer, note="Wrong button.")
    undo(project, actor=people.second_officer, note="Wrong button.")

    project = reread(project)
    assert (project.state, project.accepted_cost, project.closing_reasons) == ("in_review", None, "")
    if state == "closed":
        close(project, people)
        assert reread(project).state == "closed"
