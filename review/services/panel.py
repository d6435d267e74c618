"""The office asks experts: who is asked, by when, and who replaces whom."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Membership, Organisation, User
from applications.enums import State
from applications.facts import laboratory_facts
from applications.models import Project
from applications.services import fresh, judge
from applications.services.delisting import asks_about_delisting
from policy.findings import Findings
from review import perms
from review.enums import ReviewStage
from review.facts import panel_facts
from review.models import Assignment, Expert
from workflow.door import advance
from workflow.engine import lock
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState
from workflow.models import Event

USUAL_DAYS = 14
STATE_OF = {ReviewStage.CLOSING: State.IN_REVIEW, ReviewStage.ASSESSMENT: State.ENDORSED}


@transaction.atomic
def register_expert(*, user: User, unit: str, **profile) -> Expert:
    """Enters a person into the register and gives them the role of an expert in the office. Raises Unfit."""
    expert = Expert(user=user, unit=unit, **profile)
    try:
        expert.full_clean()
    except ValidationError as error:
        raise Unfit.of(error) from error
    expert.save()
    give_role(expert)
    return expert


def give_role(expert: Expert) -> Membership:
    """Lets a registered expert act as one in the office."""
    office = Organisation.objects.office()
    membership, _new = Membership.objects.get_or_create(
        user=expert.user, organisation=office, role=Role.EXPERT
    )
    return membership


def due_date_for(today: date | None = None) -> date:
    """The date that the form proposes."""
    return (today or timezone.localdate()) + timedelta(days=USUAL_DAYS)


def panel_findings(
    project: Project,
    stage: str,
    experts: Iterable[Expert],
    *,
    chair: Expert | None = None,
    delisting_accepted: bool | None = None,
    today: date | None = None,
) -> Findings:
    """The findings of chapter panel: enough experts, an odd number and a chair where asked for, nobody in a known
    conflict; before a closing review also what an officer said of a laboratory that left the directory."""
    today = today or timezone.localdate()
    known = panel_facts(project, stage, experts, chair=chair, today=today)
    if stage == ReviewStage.CLOSING and project.state == State.CLOSING_SUBMITTED:
        laboratory = laboratory_facts(project.laboratory, today)
        known = replace(known, laboratory=laboratory, delisting_accepted=delisting_accepted)
    return judge(project, "panel", known)


@transaction.atomic
def start_review(
    project: Project,
    *,
    actor: Actor,
    experts: Iterable[Expert],
    due_date: date,
    chair: Expert | None = None,
    delisting_accepted: bool = False,
    note: str = "",
    today: date | None = None,
) -> Event:
    """Begins the closing review: each expert is invited, and reads the file after declaring that no conflict exists.

    `chair` is the expert who sums up all opinions once they are in; the edition says whether there must be one. Where
    the edition asks an officer about a laboratory that left the directory (Q7: R7.2), only `delisting_accepted` lets
    the review begin, and the event keeps it.

    Raises Unfit for a day that has passed, Blocked (chapter panel), WrongState, NotPermitted.
    """
    project, experts = fresh(project), list(experts)
    event = advance(
        project.start_review,
        actor=actor,
        findings=panel_findings(
            project,
            ReviewStage.CLOSING,
            experts,
            chair=chair,
            delisting_accepted=delisting_accepted,
            today=today,
        ),
        note=note,
        experts=[str(expert.pk) for expert in experts],
        due_date=due_date,
        delisting_accepted=delisting_accepted
        and asks_about_delisting(project, today or timezone.localdate()),
    )
    _check_due(due_date, today)
    _invite(project, ReviewStage.CLOSING, project.closing_attempts, experts, due_date, actor, chair=chair)
    return event


@transaction.atomic
def start_assessment(
    project: Project, *, actor: Actor, experts: Iterable[Expert], due_date: date, today: date | None = None
) -> list[Assignment]:
    """Asks experts to score an endorsed application; the project stays where it is until all have answered.

    Raises WrongState when it is not endorsed or a round is still open, NotPermitted, Unfit for a day that has passed,
    Blocked (chapter panel).
    """
    project, experts = fresh(project), list(experts)
    _require_state(project, ReviewStage.ASSESSMENT)
    if not perms.can_start_assessment(project, actor):
        raise NotPermitted("start_assessment")
    attempt = Assignment.objects.last_attempt(project, ReviewStage.ASSESSMENT)
    if Assignment.objects.of_panel(project, ReviewStage.ASSESSMENT, attempt).pending().exists():
        raise WrongState(_("An assessment is already under way; wait for its opinions or replace experts."))
    _check_due(due_date, today)
    findings = panel_findings(project, ReviewStage.ASSESSMENT, experts, today=today)
    if findings.is_blocked:
        raise Blocked(findings)
    return _invite(project, ReviewStage.ASSESSMENT, attempt + 1, experts, due_date, actor)


@transaction.atomic
def replace_expert(
    assignment: Assignment,
    *,
    actor: Actor,
    expert: Expert,
    due_date: date | None = None,
    today: date | None = None,
) -> Assignment:
    """Asks another expert instead of one who declined, has a conflict or does not answer.

    Raises WrongState when the opinion is there or somebody else was asked already, NotPermitted, Unfit, Blocked
    (chapter panel, on the panel as it would be).
    """
    project = fresh(assignment.project)
    assignment = lock(Assignment.objects.select_related("expert__user")).get(pk=assignment.pk)
    _require_state(project, assignment.stage)
    if not perms.can_replace_expert(assignment, actor):
        raise NotPermitted("replace_expert")
    if assignment.submitted_at or assignment.replaced_by_id:
        raise WrongState(_("This expert has given an opinion or was already replaced."))
    due_date = due_date or max(assignment.due_date, due_date_for(today))
    _check_due(due_date, today)
    others = Assignment.objects.of_panel(project, assignment.stage, assignment.attempt).exclude(
        pk=assignment.pk
    )
    panel = [*(other.expert for other in others), expert]
    chair = (
        expert if assignment.is_chair else next((other.expert for other in others if other.is_chair), None)
    )
    findings = panel_findings(project, assignment.stage, panel, chair=chair, today=today)
    if findings.is_blocked:
        raise Blocked(findings)
    [new] = _invite(project, assignment.stage, assignment.attempt, [expert], due_date, actor)
    assignment.replaced_by = new
    assignment.save(update_fields=["replaced_by"])
    if assignment.is_chair:
        new.is_chair = True
        new.save(update_fields=["is_chair"])
    project.readers.remove(assignment.expert.user)
    return new


def _check_due(due_date: date, today: date | None) -> None:
    if due_date < (today or timezone.localdate()):
        raise Unfit(_("The due date has passed."), {"due_date": _("Choose a day from today on.")})


def _require_state(project: Project, stage: str) -> None:
    if project.state != STATE_OF[ReviewStage(stage)]:
        state = project.get_state_display()
        raise WrongState(_("Experts cannot be asked now; the file is: %(state)s.") % {"state": state})


def _invite(
    project: Project,
    stage: str,
    attempt: int,
    experts: list[Expert],
    due_date: date,
    actor: Actor,
    *,
    chair: Expert | None = None,
) -> list[Assignment]:
    """Stores the invitations. Raises Unfit when an expert cannot be asked or was asked in this round before."""
    invitations = []
    for expert in experts:
        invitation = Assignment(
            project=project,
            stage=stage,
            attempt=attempt,
            expert=expert,
            invited_by=actor.user,
            due_date=due_date,
            is_chair=expert == chair,
        )
        try:
            invitation.full_clean()
        except ValidationError as error:
            raise Unfit(
                Unfit.of(error).message, {"experts": f"{expert.user}: {Unfit.of(error).message}"}
            ) from error
        if not expert.is_active:
            words = _("%(name)s cannot be asked at present.") % {"name": expert.user}
            raise Unfit(words, {"experts": words})
        invitation.save()
        project.readers.remove(expert.user)  # who read in an earlier round declares anew before reading on
        invitations.append(invitation)
    return invitations
