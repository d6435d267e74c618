"""What experts do: declare, decline, and give an opinion with reasons (Q8: R8.1)."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.models import Project
from applications.services import fresh
from policy.parameters import Indicator
from review import perms
from review.enums import DECISIONS_OF, ReviewStage
from review.models import Assignment
from review.rubric import rated, rubric_of, wrong_ratings
from review.rubric import score as total_score
from review.services.panel import STATE_OF
from workflow.door import advance
from workflow.engine import lock
from workflow.errors import NotPermitted, Unfit, WrongState

DRAFT_FIELDS = 40
DRAFT_LENGTH = 4000


@transaction.atomic
def declare_conflict(assignment: Assignment, *, actor: Actor, conflict: bool, reason: str = "") -> Assignment:
    """The expert declares whether a conflict of interest exists; without one the file opens, with one it closes.

    A conflict that is found later can still be declared until the opinion is given. Raises Unfit for a conflict without
    reason, WrongState, NotPermitted.
    """
    assignment = _open_invitation(assignment, actor, perms.can_declare_conflict)
    if conflict and not reason.strip():
        raise Unfit(_("Say what the conflict is."), {"reason": _("Say in a few words what the conflict is.")})
    assignment.conflict, assignment.conflict_reason = conflict, reason.strip() if conflict else ""
    assignment.declared_at = timezone.now()
    _save(assignment)
    if conflict:
        assignment.project.readers.remove(actor.user)
    else:
        assignment.project.readers.add(actor.user)
    return assignment


@transaction.atomic
def decline_invitation(assignment: Assignment, *, actor: Actor, reason: str) -> Assignment:
    """The expert gives no opinion; the office asks another. Raises Unfit without reason, WrongState, NotPermitted."""
    assignment = _open_invitation(assignment, actor, perms.can_decline_invitation)
    if not reason.strip():
        raise Unfit(_("Say why you decline."), {"reason": _("Say in a few words why; the office reads it.")})
    assignment.declined_at, assignment.decline_reason = timezone.now(), reason.strip()
    _save(assignment)
    assignment.project.readers.remove(actor.user)
    return assignment


@transaction.atomic
def submit_opinion(
    assignment: Assignment,
    *,
    actor: Actor,
    decision: str,
    reasons: str,
    score: int | None = None,
    ratings: Mapping[str, int] | None = None,
    clause_present: bool | None = None,
    accepted_cost: int | None = None,
) -> Assignment:
    """Gives the opinion for good: decision and reasons both ways (R8.1), in a closing review whether the contract has
    voucher terms (R6.3) and the cost to accept in fen, in an assessment a score from 0 to 100.

    Where the edition has a rubric, `ratings` are the points by indicator and the score is their sum.

    With the last score of an assessment the mean is recorded on the project. Raises Unfit naming each field, WrongState
    before the declaration or after the opinion, NotPermitted.
    """
    assignment = _open_invitation(assignment, actor, perms.can_submit_opinion)
    if assignment.conflict is not False:
        raise WrongState(_("Declare first that you have no conflict of interest."))
    rubric, ratings = rubric_of(assignment.project, assignment.stage), dict(ratings or {})
    if rubric and not wrong_ratings(rubric, ratings):
        score = total_score(rubric, ratings, clause_present=clause_present)
    wrong = _wrong_fields(assignment, decision, reasons, score, clause_present)
    if wrong := wrong | _wrong_points(rubric, ratings):
        raise Unfit(_("The opinion is not complete yet."), wrong)
    assignment.ratings = {item.code: ratings[item.code] for item in rated(rubric)}
    assignment.draft, assignment.draft_saved_at = {}, None
    assignment.decision, assignment.reasons = decision, reasons.strip()
    assignment.score, assignment.clause_present = score, clause_present
    assignment.accepted_cost, assignment.submitted_at = accepted_cost, timezone.now()
    _save(assignment)
    if assignment.stage == ReviewStage.ASSESSMENT:
        _record_when_complete(assignment.project, assignment.attempt)
    return assignment


def _wrong_fields(
    assignment: Assignment, decision: str, reasons: str, score: int | None, clause_present: bool | None
) -> dict[str, str]:
    wrong = {}
    if decision not in DECISIONS_OF[ReviewStage(assignment.stage)]:
        wrong["decision"] = _("Choose your decision.")
    if not reasons.strip():
        wrong["reasons"] = _("Give your reasons, whichever way you decide.")
    if assignment.stage == ReviewStage.ASSESSMENT and score is None:
        wrong["score"] = _("Give a score between 0 and 100.")
    if assignment.stage == ReviewStage.CLOSING and clause_present is None:
        wrong["clause_present"] = _("Say whether the contract has voucher terms.")
    return wrong


def _wrong_points(rubric: tuple[Indicator, ...], ratings: Mapping[str, int]) -> dict[str, str]:
    return {
        f"rating_{item.code}": _("Give between 0 and %(most)s points.") % {"most": item.points}
        for item in wrong_ratings(rubric, ratings)
    }


@transaction.atomic
def save_draft(assignment: Assignment, *, actor: Actor, content: Mapping[str, str]) -> Assignment:
    """Keeps what the expert has typed so far, for nobody else to see. Raises Unfit for a text that is too long,
    WrongState before the declaration or after the opinion, NotPermitted."""
    assignment = _open_invitation(assignment, actor, perms.can_submit_opinion)
    if assignment.conflict is not False:
        raise WrongState(_("Declare first that you have no conflict of interest."))
    if len(content) > DRAFT_FIELDS or any(len(value) > DRAFT_LENGTH for value in content.values()):
        raise Unfit(_("The text is too long; the longest is 4,000 characters."))
    assignment.draft, assignment.draft_saved_at = dict(content), timezone.now()
    assignment.save(update_fields=["draft", "draft_saved_at"])
    return assignment


def _record_when_complete(project: Project, attempt: int) -> None:
    """With the last opinion in, the mean score goes on the project in the name of the system."""
    panel = list(Assignment.objects.of_panel(project, ReviewStage.ASSESSMENT, attempt))
    if any(item.submitted_at is None for item in panel):
        return
    total, count = sum(item.score or 0 for item in panel), len(panel)
    mean = (2 * total + count) // (2 * count)
    advance(project.record_assessment, actor=Actor.system(), score=mean, assessments=count)


def _open_invitation(assignment: Assignment, actor: Actor, allowed) -> Assignment:
    """The locked invitation, if it still waits for this expert. Lock order: project, then invitation."""
    project = fresh(assignment.project)
    assignment = lock(Assignment.objects.select_related("expert__user")).get(pk=assignment.pk)
    assignment.project = project
    if project.state != STATE_OF[ReviewStage(assignment.stage)]:
        state = project.get_state_display()
        raise WrongState(_("The experts are no longer heard; the file is: %(state)s.") % {"state": state})
    if not assignment.is_pending:
        status = assignment.status.label
        raise WrongState(_("Nothing more can be said to this invitation: %(status)s.") % {"status": status})
    if not allowed(assignment, actor):
        raise NotPermitted(allowed.__name__)
    return assignment


def _save(assignment: Assignment) -> None:
    try:
        assignment.full_clean()
    except ValidationError as error:
        raise Unfit.of(error) from error
    assignment.save()
