"""What waits for me: one group of tasks per kind of work, for every role, from two narrow queries."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.enums import Role
from applications.models import Project, ProjectMessage
from applications.presentation import state_label
from desk.waiting import WAITING, due, waiting_for
from matching.models import Need
from matching.presentation import tone
from review.models import Assignment
from voucher_portal.templatetags.ui import state_tone

SHOWN = 8


def groups(actor: Actor) -> list[dict[str, Any]]:
    """The groups of waiting projects of a role, oldest first in each, with their number."""
    waiting = WAITING.get(actor.role, {})
    if not waiting:
        return []
    mine = _waiting_projects(actor)
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


def _waiting_projects(actor: Actor):
    mine = Project.objects.visible_to(actor).filter(waiting_for(actor.role, timezone.localdate()))
    return mine.with_days_to_keep() if actor.role == Role.APPLICANT else mine


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


def news(actor: Actor) -> list[dict[str, Any]]:
    """The projects on which somebody wrote what the actor has not read; for the office, what nobody of it has read."""
    unread = ProjectMessage.objects.visible_to(actor).unread_by(actor)
    projects = Project.objects.visible_to(actor).filter(pk__in=unread.order_by().values("project"))
    return [
        task(project, actor)
        | {"url": reverse("applications:conversation", args=[project.reference]), "due": None}
        for project in projects.for_list()[:SHOWN]
    ]


def needs(actor: Actor) -> list[dict[str, Any]]:
    """The needs in which the actor's side has the next word, those first that take answers no longer than others."""
    waiting = Need.objects.waiting_for(actor).order_by("answers_until", "pk")
    return [
        {
            "label": need.title,
            "url": need.get_absolute_url(),
            "status_label": need.get_state_display(),
            "tone": tone(need),
            "hint": need.reference,
            "due": need.answers_until,
        }
        for need in waiting[:SHOWN]
    ]


def summary(assignment: Assignment) -> dict[str, Any]:
    """One panel whose opinions its chair has to sum up, as a row of the task list."""
    return invitation(assignment) | {
        "url": reverse("review:sum_up", args=[assignment.project.reference]),
        "status_label": _("All opinions are in"),
        "due": None,
    }


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
