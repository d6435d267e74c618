"""What waits for me: one group of tasks per kind of work, for every role, from two narrow queries."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.enums import Role
from applications.enums import Payee, State
from applications.models import Project
from applications.presentation import state_label
from review.models import Assignment
from voucher_portal.templatetags.ui import state_tone

SHOWN = 8
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
    Role.SERVICE: {S.CLOSED: _("Request the redemption")},
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


def groups(actor: Actor) -> list[dict[str, Any]]:
    """The groups of waiting projects of a role, oldest first in each, with their number."""
    waiting = WAITING.get(actor.role, {})
    if not waiting:
        return []
    mine = _waiting_projects(actor, waiting)
    counts = dict(mine.order_by().values_list("state").annotate(Count("pk")))
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for project in mine.for_list().order_by("state_since", "pk")[: SHOWN * 12]:
        if len(rows[project.state]) < SHOWN:
            rows[project.state].append(task(project, actor))
    return [
        {"title": title, "tasks": rows[state], "count": counts.get(state, 0), "more": f"?state={state}"}
        for state, title in waiting.items()
        if rows[state]
    ]


def _waiting_projects(actor: Actor, waiting: dict[str, Any]):
    mine = Project.objects.visible_to(actor).filter(state__in=waiting)
    today = timezone.localdate()
    match actor.role:
        case Role.APPLICANT:
            return mine.with_days_to_keep().exclude(Q(state=S.CLOSED) & ~Q(payee=Payee.ENTERPRISE))
        case Role.LABORATORY:
            unconfirmed = Q(state=S.CONTRACTED, report_confirmed="")
            return mine.filter(unconfirmed | Q(state=S.CLOSED, payee=Payee.LABORATORY))
        case Role.SERVICE:
            return mine.filter(payee=Payee.LABORATORY)
        case Role.APPROVER:
            return mine.exclude(state=S.ENDORSED, proposed_by__isnull=True).exclude(
                state=S.NOTICED, notice_until__gte=today
            )
        case Role.OFFICER:
            return mine.exclude(state=S.NOTICED, notice_until__gte=today)
    return mine


def task(project: Project, actor: Actor) -> dict[str, Any]:
    """One project as a row of the task list."""
    return {
        "label": project.title,
        "url": project.get_absolute_url(),
        "status_label": state_label(project, actor),
        "tone": state_tone(project.state),
        "hint": f"{project.reference} · {project.applicant.name}",
        "due": due(project),
    }


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


def invitation(assignment: Assignment) -> dict[str, Any]:
    """One opinion that is asked for, as a row of the task list."""
    project = assignment.project
    return {
        "label": project.title,
        "url": reverse("review:declare", args=[project.reference]),
        "status_label": assignment.status.label,
        "tone": "attention",
        "hint": project.reference,
        "due": assignment.due_date,
    }
