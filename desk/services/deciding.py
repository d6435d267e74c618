"""Decisions that are recorded first and published later, together with their letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Membership
from applications import services as applications
from applications.models import Project
from applications.perms import can_propose_approval
from applications.services.lookup import edition_of
from desk import perms
from desk.models import BatchItem, PendingDecision
from desk.models.pending import Kind
from desk.services.attempts import Moved, Result
from desk.services.letters import letters_of, words
from funds import services as funds
from papers.registry import papers_of
from papers.services import preview
from policy import deadlines
from review import services as review
from review.models import ClosingReport
from workflow.door import require_step
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.models import Event

# Here the reason is part of the decision itself, not a remark beside it.
NOTELESS = (Kind.CLOSE, Kind.REFUSE_CLOSING)


def usual_amount(project: Project, kind: str) -> int | None:
    """The amount in fen that a decision has unless somebody names another; None where a decision has none."""
    match kind:
        case Kind.APPROVE:
            return project.proposed_amount or project.requested_amount or 0
        case Kind.CLOSE:
            report = ClosingReport.objects.of(project)
            return (report.actual_cost if report else 0) or 0
    return None


@transaction.atomic
def record(
    project: Project, *, actor: Actor, kind: str, amount: int | None = None, reason: str = ""
) -> PendingDecision:
    """Notes a decision on a file that is not published yet; the file itself and everybody outside see nothing of it.

    `amount` is in fen, by default the usual one. Whoever may take the step now may record it. Raises WrongState,
    NotPermitted, and Unfit without a reason where one is needed or while another decision on the file waits.
    """
    project = applications.fresh(project)
    require_step(project, kind, actor)
    usual = usual_amount(project, kind)
    decision = PendingDecision(
        project=project,
        kind=kind,
        amount=None if usual is None else (usual if amount is None else amount),
        reason=reason.strip(),
        recorded_by=actor.user,
        membership_id=actor.membership_id,
        version=project.version,
    )
    try:
        decision.full_clean()
    except ValidationError as error:
        raise Unfit.of(error) from error
    decision.save()
    return decision


@transaction.atomic
def withdraw(decision: PendingDecision, *, actor: Actor) -> None:
    """Takes a decision back before it is published; the row stays. Raises WrongState, NotPermitted."""
    if not perms.can_decide(actor) or decision.project.is_own_matter(actor):
        raise NotPermitted("withdraw")
    decision = PendingDecision.objects.lock().get(pk=decision.pk)
    _require_open(decision)
    decision.withdrawn_at, decision.withdrawn_by = timezone.now(), actor.user
    decision.save(update_fields=["withdrawn_at", "withdrawn_by"])


def publish(item: BatchItem, *, actor: Actor, rehearsal: bool) -> Result:
    """Takes the recorded step in the name of who publishes, through its own service and rules.

    Guarantees that a decision is published once, that the file has not moved since it was recorded, and that the
    letters read as in the preview. Raises what the step raises, WrongState and Moved.
    """
    project = applications.fresh(item.project)
    decision = PendingDecision.objects.select_related("membership").lock().get(pk=item.decision_id)
    _require_open(decision)
    if not perms.can_decide(actor):
        raise NotPermitted("publish")
    if decision.version != project.version:
        raise Moved(_("The file has moved since the decision was recorded. Take it back and record it anew."))
    event = TAKE[Kind(decision.kind)](project, decision, actor)
    letters = letters_of(event)
    if not rehearsal and words(letters) != words(item.letters):
        raise Moved(_("The letters would not read as in the preview any more. Preview them again."))
    decision.published_at, decision.published_by = event.at, actor.user
    decision.event, decision.refusals, decision.refused_at = event, {}, None
    decision.save(update_fields=["published_at", "published_by", "event", "refusals", "refused_at"])
    return Result(event=event, letters=letters)


def note_refusal(item: BatchItem, reasons: dict[str, str]) -> None:
    """The decision stays pending and says why it was not published."""
    PendingDecision.objects.open().filter(pk=item.decision_id).update(
        refusals=reasons, refused_at=timezone.now()
    )


def papers_of_decision(decision: PendingDecision) -> list[tuple[str, Any]]:
    """Kind and title of each paper that is issued when the decision is published."""
    step = Event(subject_label=Project.subject_label(), transition=decision.kind)
    return [(paper.kind, paper.title) for paper in papers_of(step)]


def preview_paper(decision: PendingDecision, kind: str, *, actor: Actor, language: str) -> bytes | None:
    """One of these papers as it would be issued now, its number still open; None when there is no such paper.

    Raises PaperError, NoTypeface.
    """
    project = Project.objects.with_parties().get(pk=decision.project_id)
    found = preview(
        project,
        decision.kind,
        actor=actor,
        note="" if decision.kind in NOTELESS else decision.reason,
        evidence=_evidence(project, decision),
        languages=(language,),
        kinds={kind},
    )
    return found[0].pdf if found else None


def _evidence(project: Project, decision: PendingDecision) -> dict[str, Any]:
    """What the step's service would hand to the door today; amounts in fen, days as ISO dates."""
    match decision.kind:
        case Kind.APPROVE:
            return {"amount": decision.amount}
        case Kind.CLOSE:
            return {"accepted_cost": decision.amount, "reasons": decision.reason}
        case Kind.REFUSE_CLOSING:
            return {"reasons": decision.reason}
        case Kind.AWARD:
            today, parameters = timezone.localdate(), edition_of(project).typed
            days = {
                "use_by": deadlines.use_by(today, parameters),
                "redeem_by": deadlines.redeem_by(today, parameters),
            }
            amount = project.award_amount or project.recommended_amount
            dates = {name: day.isoformat() if day else None for name, day in days.items()}
            return {"amount": amount, "awarded_on": today.isoformat(), **dates}
    return {}


def _require_open(decision: PendingDecision) -> None:
    if decision.published_at:
        raise WrongState(_("This decision was published already."))
    if decision.withdrawn_at:
        raise WrongState(_("This decision was taken back."))


def _approve(project: Project, decision: PendingDecision, actor: Actor) -> Event:
    """Who recorded an approval has proposed it: the rule on two persons then decides about who publishes it."""
    amount = decision.amount or 0
    proposed = project.proposed_by_id is not None and amount <= (project.proposed_amount or 0)
    recorder = _recorder(decision)
    if not proposed and recorder and recorder.user != actor.user and can_propose_approval(project, recorder):
        applications.propose_approval(project, actor=recorder, amount=amount, note=decision.reason)
    return applications.approve(project, actor=actor, amount=amount, note=decision.reason)


def _recorder(decision: PendingDecision) -> Actor | None:
    """Who recorded it, if they still hold that role."""
    held = Membership.objects.active().filter(pk=decision.membership_id)
    membership = held.select_related("user", "organisation").first()
    return Actor.of(membership) if membership else None


def _reject(project: Project, decision: PendingDecision, actor: Actor) -> Event:
    return applications.reject(project, actor=actor, note=decision.reason)


def _award(project: Project, decision: PendingDecision, actor: Actor) -> Event:
    return funds.award(project, actor=actor, note=decision.reason)


def _close(project: Project, decision: PendingDecision, actor: Actor) -> Event:
    return review.close(project, actor=actor, accepted_cost=decision.amount or 0, reasons=decision.reason)


def _refuse(project: Project, decision: PendingDecision, actor: Actor) -> Event:
    return review.refuse_closing(project, actor=actor, reasons=decision.reason)


TAKE: dict[Kind, Callable[[Project, PendingDecision, Any], Event]] = {
    Kind.APPROVE: _approve,
    Kind.REJECT: _reject,
    Kind.AWARD: _award,
    Kind.CLOSE: _close,
    Kind.REFUSE_CLOSING: _refuse,
}
