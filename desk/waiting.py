"""What waits for whom: one place for task lists, tabs and counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from applications.enums import ENDED, EXPIRES_UNREDEEMED, EXPIRES_UNUSED, Payee, State
from applications.models import Project
from funds.models import Redemption
from policy.models import Edition
from workflow.models import Correction

S = State
# role → the states whose files wait for it, each with the words of the task and whether it is urgent.
WAITING: dict[str, dict[str, Any]] = {
    Role.APPLICANT: {
        S.RETURNED: _("Correct and submit again"),
        S.CONTRACT_RETURNED: _("Correct the contract"),
        S.AWARDED: _("Submit the contract"),
        S.DRAFT: _("Finish and submit the application"),
        S.CONTRACTED: _("Do the work and submit the closing report"),
        S.CLOSED: _("Request the redemption"),
    },
    Role.RECOMMENDER: {S.SUBMITTED: _("Endorse, return or decline")},
    Role.LABORATORY: {S.CONTRACTED: _("Confirm the closing report"), S.CLOSED: _("Request the redemption")},
    Role.SERVICE: {
        S.CLOSED: _("Request the redemption"),
        S.REDEMPTION_REQUESTED: _("Check the request for redemption"),
    },
    Role.OFFICER: {
        S.ENDORSED: _("Check and decide"),
        S.APPROVED: _("Publish the notice or award"),
        S.NOTICED: _("Award after the notice"),
        S.CONTRACT_SUBMITTED: _("Check the contract"),
        S.CLOSING_SUBMITTED: _("Start the closing review"),
        S.IN_REVIEW: _("Decide on the closing"),
        S.REDEMPTION_REQUESTED: _("Check and redeem"),
        S.NOT_CLOSED: _("Closing refused: what next?"),
    },
    Role.APPROVER: {
        S.ENDORSED: _("Approve as the second person"),
        S.OBJECTED: _("Decide on the objection"),
        S.APPROVED: _("Publish the notice or award"),
        S.NOTICED: _("Award after the notice"),
        S.REDEMPTION_REQUESTED: _("Check and redeem"),
    },
    Role.FINANCE: {S.REDEEMED: _("Pay")},
}
NOTHING = Q(pk__in=[])
# Files that lie with the office or an institution: nothing but attention is missing.
DESKS = (
    S.SUBMITTED,
    S.ENDORSED,
    S.APPROVED,
    S.OBJECTED,
    S.CONTRACT_SUBMITTED,
    S.CLOSING_SUBMITTED,
    S.REDEMPTION_REQUESTED,
    S.REDEEMED,
)


def waiting_for(role: str, today: date) -> Q:
    """The projects on which this role can act and is expected to."""
    states = WAITING.get(role)
    if not states:
        return NOTHING
    waiting = Q(state__in=list(states))
    match role:
        case Role.APPLICANT:
            return waiting & ~(Q(state=S.CLOSED) & ~Q(payee=Payee.ENTERPRISE))
        case Role.LABORATORY:
            unconfirmed = Q(state=S.CONTRACTED, report_confirmed="")
            return waiting & (unconfirmed | Q(state=S.CLOSED, payee=Payee.LABORATORY))
        case Role.SERVICE:
            return Q(state=S.CLOSED, payee=Payee.LABORATORY) | with_service_institution()
        case Role.APPROVER:
            in_notice = Q(state=S.NOTICED, notice_until__gte=today)
            waiting &= ~Q(state=S.ENDORSED, proposed_by__isnull=True) & ~in_notice
            return waiting & ~with_service_institution()
        case Role.OFFICER:
            return waiting & ~Q(state=S.NOTICED, notice_until__gte=today) & ~with_service_institution()
    return waiting


def with_service_institution() -> Q:
    """The requests for redemption that a service institution checks before the office decides."""
    asking = Edition.objects.filter(parameters__service_checks_redemption=True)
    unconfirmed = Redemption.objects.unconfirmed().filter(voucher__project=OuterRef("pk"))
    return Q(
        Exists(unconfirmed),
        state=S.REDEMPTION_REQUESTED,
        edition__in=asking,
        laboratory__reported_by__isnull=False,
    )


def is_over(role: str) -> Q:
    """The projects on which this role's work is done: ended for the office, passed on for an institution."""
    if role == Role.RECOMMENDER:
        return ~Q(state__in=(S.DRAFT, S.SUBMITTED, S.RETURNED))
    if role in {Role.LABORATORY, Role.SERVICE}:
        return Q(state__in=(*ENDED, S.REDEEMED))
    return Q(state__in=ENDED)


def overdue(now: datetime) -> Q:
    """The projects that lie too long on a desk, or whose day has passed: contract, redemption, correction."""
    today = timezone.localdate(now)
    asked = Correction.objects.open().filter(
        subject_label=Project.subject_label(), due_date__isnull=False, due_date__lt=today
    )
    return (
        Q(state__in=DESKS, state_since__lt=now - timedelta(days=settings.DESK_DAYS))
        | Q(state__in=EXPIRES_UNUSED, use_by__lt=today)
        | Q(state__in=(*EXPIRES_UNREDEEMED, S.CLOSING_SUBMITTED, S.IN_REVIEW), redeem_by__lt=today)
        | Q(state=S.RETURNED, pk__in=asked.values("subject_pk"))
    )


def due(project: Project) -> date | None:
    """The day that the person has to keep, where the state sets one."""
    match project.state:
        case S.AWARDED | S.CONTRACT_RETURNED:
            return project.use_by
        case S.DRAFT:
            return getattr(project, "call_closes", None)
        case S.RETURNED:
            return getattr(project, "correction_due", None)
        case S.CONTRACTED | S.CLOSED:
            return project.redeem_by
    return None
