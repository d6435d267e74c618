"""Ends of a funded project: what is bound goes back to the call; and the way back from an expiry."""

import logging
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.enums import EXPIRES_UNREDEEMED, EXPIRES_UNUSED
from applications.models import Project
from applications.services.counter import counter_findings
from applications.services.endorsing import require_reason
from applications.services.lookup import fresh
from funds.enums import Account, Kind, ObjectionState
from funds.models import Budget, Objection
from funds.services.ledger import bound_to, movement, post, release
from funds.services.objecting import settle
from funds.services.redeeming import retire
from policy.deadlines import is_over
from workflow.door import advance
from workflow.errors import Unfit, WrongState
from workflow.models import Event

logger = logging.getLogger(__name__)


@transaction.atomic
def give_up(project: Project, *, actor: Actor, note: str) -> Event:
    """The applicant gives the voucher up before a contract is cleared; the amount is available again (fen).

    Raises Unfit without a reason, WrongState, NotPermitted.
    """
    require_reason(note)
    project = fresh(project)
    return _end(project, project.give_up, actor, note, reason=note)


@transaction.atomic
def terminate(project: Project, *, actor: Actor, note: str, parties_outcome: str) -> Event:
    """The office ends a running project by agreement or after a failed closing; the amount is available again (fen).

    `parties_outcome` is what the parties report under the contract's own clause (R8.3): the portal never says who pays.
    Raises Unfit without a reason or outcome, WrongState, NotPermitted.
    """
    require_reason(note)
    if not parties_outcome.strip():
        words = _("Write what the parties agreed under the clause of their contract.")
        raise Unfit(words, {"parties_outcome": words})
    project = fresh(project)
    return _end(project, project.terminate, actor, note, reason=note, parties_outcome=parties_outcome.strip())


@transaction.atomic
def revoke(project: Project, *, actor: Actor, note: str) -> Event:
    """A second approver revokes the funding for cause; the amount is available again (fen).

    Raises Unfit without a reason, WrongState, NotPermitted.
    """
    require_reason(note)
    project = fresh(project)
    return _end(project, project.revoke, actor, note, reason=note)


@transaction.atomic
def expire(project: Project, today: date | None = None) -> Event:
    """Ends a voucher whose use-by or redeem-by date has passed; the amount is available again (fen).

    Raises WrongState when the project has moved on or its date is not over; the last day is still in time.
    """
    today = today or timezone.localdate()
    project = fresh(project)
    unused = project.state in EXPIRES_UNUSED and is_over(project.use_by, today)
    unredeemed = project.state in EXPIRES_UNREDEEMED and is_over(project.redeem_by, today)
    if not unused and not unredeemed:
        raise WrongState(
            _("The voucher of %(reference)s does not expire today.") % {"reference": project.reference}
        )
    return _end(project, project.expire, Actor.system(), "", reason="", expired_from=project.state)


def _end(project: Project, step, actor: Actor, note: str, **evidence) -> Event:
    """Takes an ending step, settles what hangs on the project and returns the money: project first, budget last."""
    event = advance(step, actor=actor, note=note, released=bound_to(project), **evidence)
    retire(project)
    settle(
        Objection.objects.for_project(project).open(), ObjectionState.MOOT, note or event.transition, actor
    )
    release(project, Budget.objects.of_call(project.call_id), event)
    return event


@dataclass
class Expiries:
    """What a run of `expire_due` did."""

    expired: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def expire_due(today: date | None = None) -> Expiries:
    """Expires every voucher that is due, each in its own transaction: one that fails does not stop the others."""
    today = today or timezone.localdate()
    done = Expiries()
    for project in _due(today):
        try:
            expire(project, today)
        except WrongState:
            continue
        except Exception:
            logger.exception("The voucher of %s could not be expired", project.reference)
            done.failed.append(project.reference)
        else:
            done.expired.append(project.reference)
    return done


def _due(today: date) -> list[Project]:
    due = (Project.objects.unused_after(today), Project.objects.unredeemed_after(today))
    return [project for found in due for project in found.only("reference", "state").order_by("pk")]


@transaction.atomic
def reinstate(
    project: Project, *, actor: Actor, note: str, use_by: date | None = None, redeem_by: date | None = None
) -> Event:
    """Another person takes an expiry back with new dates (chapter counter); the amount is committed again (fen).

    Raises Blocked, Unfit when the call no longer has the money or the new dates lie behind, WrongState, NotPermitted.
    """
    project = fresh(project)
    findings = counter_findings(project, "expire", actor=actor, reason=note)
    amount = project.award_amount or 0
    use_by, redeem_by = use_by or project.use_by, redeem_by or project.redeem_by
    event = advance(
        project.reinstate,
        actor=actor,
        findings=findings,
        note=note,
        use_by=use_by,
        redeem_by=redeem_by,
        amount=amount,
    )
    _check_dates(project, use_by, redeem_by)
    entry = movement(Kind.RESTORE, Account.AVAILABLE, Account.COMMITTED, amount, project=project, event=event)
    post(Budget.objects.get(call=project.call_id), entry)
    return event


def _check_dates(project: Project, use_by: date | None, redeem_by: date | None) -> None:
    """A reinstated voucher must not expire again the same night."""
    today = timezone.localdate()
    wrong = {}
    if project.state in EXPIRES_UNUSED and is_over(use_by, today):
        wrong["use_by"] = _("Choose a day from today on.")
    if is_over(redeem_by, today):
        wrong["redeem_by"] = _("Choose a day from today on.")
    if use_by and redeem_by and redeem_by < use_by:
        wrong["redeem_by"] = _("A voucher is used before it is redeemed.")
    if wrong:
        raise Unfit(_("The new dates do not fit."), wrong)
