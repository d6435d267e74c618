"""Nobody decides on their own matter, whichever other role the same person holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from applications import services as applications
from funds import services as funds
from funds.models import PaymentRun, Redemption
from funds.services.runs import Answer
from institutions import services as institutions
from review import services as review
from review.enums import ReviewStage
from tests.factories.cast import make_actor
from tests.factories.institutions import make_recommending_institution, member_of
from tests.factories.projects import FACE, make_project, reread
from workflow.errors import Blocked, NotPermitted
from workflow.models import Event

PARTIES = ["applicant", "recommender", "laboratory", "service"]


def fresh(actor):
    """The same membership in a new request."""
    return type(actor)(actor.user, actor.role, actor.organisation, actor.membership_id)


@pytest.mark.parametrize("party", PARTIES)
def test_officer_does_not_approve_for_a_party_of_their_own(people, also, party):
    project = make_project("endorsed", people=people)
    also(people.officer, getattr(people, party))
    steps = Event.objects.of(project).count()

    with pytest.raises(NotPermitted):
        applications.approve(project, actor=fresh(people.officer), amount=FACE)

    assert (reread(project).state, Event.objects.of(project).count()) == ("endorsed", steps)
    assert not reread(project).available_steps(fresh(people.officer))
    applications.approve(project, actor=people.second_officer, amount=FACE)


def test_no_money_moves_by_the_hand_of_its_receiver(people, also):
    project = make_project("redemption_requested", people=people)
    for actor in (people.officer, people.approver, people.finance):
        also(actor, people.laboratory)

    with pytest.raises(NotPermitted):
        funds.redeem(project, actor=fresh(people.officer))
    with pytest.raises(NotPermitted):
        funds.revoke(project, actor=fresh(people.approver), note="For a friend.")
    funds.redeem(project, actor=people.second_officer)
    with pytest.raises(NotPermitted):
        funds.pay(reread(project), actor=fresh(people.finance), batch="B-1", receipt_number="R-1")


@pytest.mark.parametrize("party", ["applicant", "laboratory"])
def test_run_with_an_own_payment_is_approved_by_somebody_else(people, also, party):
    project, cashier = make_project("redeemed", people=people), make_actor(Role.FINANCE, name="Cashier Sun")
    run = funds.draw_up([Redemption.objects.live().get(voucher__project=project).pk], actor=people.finance)
    for item in run.items.all():
        funds.confirm_account(item.redemption, actor=cashier)
    funds.lock_run(run, actor=people.finance)
    also(people.approver, getattr(people, party))

    with pytest.raises(NotPermitted):
        funds.approve_run(run, actor=fresh(people.approver))
    assert not PaymentRun.objects.get(pk=run.pk).available_steps(fresh(people.approver))
    funds.approve_run(run, actor=cashier)
    also(people.finance, getattr(people, party))
    answer = Answer(position=1, paid=True, receipt_number="R-1")
    refused = funds.record_answers(run, [answer], actor=fresh(people.finance))

    assert [refusal.position for refusal in refused] == [1]
    assert funds.record_answers(run, [answer], actor=cashier) == []


def test_who_applies_does_not_endorse(people, also):
    project = make_project("submitted", people=people)
    also(people.recommender, people.applicant)

    with pytest.raises(NotPermitted):
        applications.endorse(project, actor=fresh(people.recommender), endorsement="We know ourselves well.")


def test_ended_membership_no_longer_stands_in_the_way(people, also):
    project = make_project("endorsed", people=people)
    also(people.officer, people.applicant)
    people.officer.user.memberships.filter(role="applicant").update(is_active=False)

    applications.approve(project, actor=fresh(people.officer), amount=FACE)

    assert reread(project).state == "approved"


def test_officer_does_not_suspend_or_end_their_own_institution(people, also):
    institution = make_recommending_institution()
    also(people.officer, member_of(institution))

    with pytest.raises(NotPermitted):
        institutions.end(institution, actor=fresh(people.officer), note="No reason.")


@pytest.mark.parametrize("party", ["applicant", "laboratory", "recommender", "officer"])
def test_expert_who_acts_for_a_party_or_the_office_is_not_asked(people, also, party):
    project = make_project("closing_submitted", people=people)
    biased = people.experts[0]
    also(people.acting(biased), getattr(people, party))

    with pytest.raises(Blocked) as refusal:
        review.start_review(
            project,
            actor=people.second_officer,
            experts=people.experts,
            due_date=timezone.localdate() + timedelta(days=7),
        )

    assert [item.rule for item in refusal.value.findings.blocking] == ["PAN-3"]


def test_expert_of_the_assessment_declares_anew_before_reading_the_closing(people):
    project = make_project("endorsed", people=people)
    due = timezone.localdate() + timedelta(days=7)
    assignments = review.start_assessment(project, actor=people.officer, experts=people.experts, due_date=due)
    expert = people.acting(assignments[0].expert)
    review.declare_conflict(assignments[0], actor=expert, conflict=False)
    assert type(project).objects.visible_to(expert).filter(pk=project.pk).exists()

    review.replace_expert(assignments[1], actor=people.officer, expert=people.spare_expert)
    again = type(assignments[0]).objects.of_panel(project, ReviewStage.ASSESSMENT)
    for assignment in again:
        actor = people.acting(assignment.expert)
        if assignment.conflict is None:
            review.declare_conflict(assignment, actor=actor, conflict=False)
        review.submit_opinion(assignment, actor=actor, decision="recommend", reasons="Sound.", score=80)
    review.start_assessment(reread(project), actor=people.officer, experts=people.experts, due_date=due)

    assert not type(project).objects.visible_to(expert).filter(pk=project.pk).exists()
