"""Ways around four eyes, the public notice and the yearly cap that once were open."""

from datetime import date, timedelta

import pytest

from applications import services as applications
from applications.facts import other_projects
from applications.models import Project
from funds import services as funds
from review import services as review
from tests.factories.projects import BANK, FACE, NOTICE, make_call, make_project, reread
from workflow.corrections import Wanted
from workflow.errors import Blocked

THRESHOLD = {"four_eyes_threshold_fen": 100}


def blocking(refusal) -> list[str]:
    return [item.rule for item in refusal.value.findings.blocking]


def test_approval_above_the_proposal_has_been_seen_by_one_person_only(people):
    project = make_project("endorsed", people=people, call=make_call(people=people, **THRESHOLD))
    applications.propose_approval(project, actor=people.officer, amount=FACE - 1)

    with pytest.raises(Blocked) as refusal:
        applications.approve(reread(project), actor=people.approver, amount=FACE)

    assert blocking(refusal) == ["ASM-6"]
    applications.approve(reread(project), actor=people.approver, amount=FACE - 2)


def test_proposal_does_not_outlive_a_correction(people):
    project = make_project("endorsed", people=people, call=make_call(people=people, **THRESHOLD))
    applications.propose_approval(project, actor=people.officer, amount=FACE)
    applications.return_for_correction(
        reread(project), actor=people.officer, wanted=[Wanted("content", "Name the alloys.")]
    )
    applications.submit(reread(project), actor=people.applicant)
    applications.endorse(reread(project), actor=people.recommender, endorsement="Still sound.")

    with pytest.raises(Blocked) as refusal:
        applications.approve(reread(project), actor=people.approver, amount=FACE)

    assert blocking(refusal) == ["ASM-6"]


@pytest.mark.parametrize("rewritten", [True, False])
def test_scores_are_about_the_words_that_the_experts_read(people, rewritten):
    call = make_call(people=people, assessment_reviewer_count=1)
    project = make_project("endorsed", people=people, call=call)
    [asked] = review.start_assessment(
        project, actor=people.officer, experts=people.experts[:1], due_date=date(2099, 1, 1)
    )
    expert = people.acting(asked.expert)
    review.declare_conflict(asked, actor=expert, conflict=False)
    review.submit_opinion(asked, actor=expert, decision="recommend", reasons="Sound.", score=90)
    applications.return_for_correction(
        reread(project), actor=people.officer, wanted=[Wanted("content", "Name the alloys.")]
    )
    if rewritten:
        returned = reread(project)
        applications.save_draft(
            returned,
            actor=people.applicant,
            version=returned.version,
            content={"content": "Something else entirely."},
        )
    applications.submit(reread(project), actor=people.applicant)

    assert (reread(project).assessments, reread(project).assessment_score) == (
        (0, None) if rewritten else (1, 90)
    )


def test_notice_that_was_objected_to_does_not_serve_a_second_approval(people):
    project = make_project("objected", people=people, call=make_call(people=people, **NOTICE))
    funds.uphold_objection(project, actor=people.approver, decision="Copied indeed.")
    applications.undo_reject(reread(project), actor=people.officer, note="It was another project.")
    applications.approve(reread(project), actor=people.officer, amount=FACE)
    after_the_first_notice = project.notice_until + timedelta(days=30)

    with pytest.raises(Blocked) as refusal:
        funds.award(reread(project), actor=people.second_officer, today=after_the_first_notice)

    assert blocking(refusal) == ["AWD-5"]
    assert list(funds.differences()) == []


def test_applying_in_december_and_being_awarded_in_january_does_not_double_the_cap(people):
    """What is awarded this year counts against this year's cap, whenever it was applied for."""
    call = make_call(people=people)
    first = make_project("awarded", people=people, call=call)
    second = make_project("endorsed", people=people, call=call)
    last_year = first.submitted_at.replace(year=first.submitted_at.year - 1, month=12, day=20)
    Project.objects.filter(pk__in=[first.pk, second.pk]).update(submitted_at=last_year)

    [counted] = other_projects(reread(second))

    assert counted.awarded_fen == FACE


def test_what_is_approved_but_not_awarded_counts_in_the_year_of_the_award_to_come(people):
    call = make_call(people=people)
    first = make_project("approved", people=people, call=call)
    second = make_project("endorsed", people=people, call=call)
    last_year = first.submitted_at.replace(year=first.submitted_at.year - 1, month=12, day=20)
    Project.objects.filter(pk=first.pk).update(submitted_at=last_year)

    [counted] = other_projects(reread(second))

    assert counted.awarded_fen == FACE


def test_cost_above_the_determined_amount_makes_the_voucher_pay_no_more(people):
    """The office determined half of the contract: half of that is paid, whatever the report costs in the end."""
    project = make_project("closed", people=people)
    Project.objects.filter(pk=project.pk).update(determined_amount=FACE, accepted_cost=2 * FACE)

    payable = funds.explain_payable(reread(project)).amount_fen
    with pytest.raises(Blocked) as refusal:
        funds.request_redemption(reread(project), actor=people.laboratory, amount=payable + 1, bank=BANK)

    assert payable == FACE // 2
    assert blocking(refusal) == ["RED-1"]
