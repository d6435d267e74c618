"""What every page knows: navigation, roles to switch between, unread messages."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Role
from accounts.middleware import memberships_of
from notifications.models import unread_count
from voucher_portal.kept_words import person_mark

PUBLIC = [
    ("labs:catalogue", _("Laboratories")),
    ("public_notices", _("Public notice")),
    ("policy_pages", _("Rules")),
]
VISITORS = [
    ("home", _("Home")),
    ("check", _("Can I apply?")),
    *PUBLIC,
    ("statistics", _("Statistics")),
    ("help", _("Help")),
]
NAVIGATION: dict[str, list[tuple[str, Any]]] = {
    "": [("dashboard", _("Start")), ("applications:register", _("Register")), *PUBLIC],
    Role.APPLICANT: [
        ("dashboard", _("My tasks")),
        ("desk:queue", _("My projects")),
        ("matching:needs", _("Needs")),
        ("applications:organisation", _("My organisation")),
        *PUBLIC,
    ],
    Role.RECOMMENDER: [
        ("dashboard", _("My tasks")),
        ("desk:queue", _("Projects")),
        ("matching:needs", _("Needs")),
        ("institutions:dossiers", _("My institution")),
        *PUBLIC,
    ],
    Role.SERVICE: [
        ("dashboard", _("My tasks")),
        ("institutions:dossiers", _("My institution")),
        ("labs:laboratories", _("My laboratories")),
        ("desk:queue", _("Projects")),
        ("matching:needs", _("Needs")),
        *PUBLIC,
    ],
    Role.LABORATORY: [
        ("dashboard", _("My tasks")),
        ("labs:laboratories", _("My laboratory")),
        ("desk:queue", _("Projects")),
        ("matching:needs", _("Needs")),
        *PUBLIC,
    ],
    Role.OFFICER: [
        ("dashboard", _("My tasks")),
        ("desk:queue", _("Projects")),
        ("institutions:dossiers", _("Institutions")),
        ("labs:laboratories", pgettext_lazy("navigation", "Listing of laboratories")),
        ("matching:needs", _("Needs")),
        ("funds:budgets", _("Budgets")),
        ("papers:register", _("Papers")),
        ("review:register", _("Experts")),
        ("risk:signals", _("Risk signals")),
        ("office_statistics", _("Statistics")),
        *PUBLIC,
    ],
    Role.FINANCE: [
        ("dashboard", _("My tasks")),
        ("funds:payments", _("Payments")),
        ("funds:budgets", _("Budgets")),
        ("desk:queue", _("Projects")),
    ],
    Role.EXPERT: [("dashboard", _("My tasks")), ("review:invitations", _("My reviews")), *PUBLIC],
    Role.AUDITOR: [
        ("dashboard", _("Start")),
        ("desk:queue", _("Projects")),
        ("audit", _("Audit trail")),
        ("matching:needs", _("Needs")),
        ("funds:budgets", _("Budgets")),
        ("papers:register", _("Papers")),
        ("risk:signals", _("Risk signals")),
        ("office_statistics", _("Statistics")),
        ("institutions:dossiers", _("Institutions")),
        ("labs:laboratories", pgettext_lazy("navigation", "Listing of laboratories")),
    ],
}
NAVIGATION[Role.APPROVER] = NAVIGATION[Role.OFFICER]


def portal(request: HttpRequest) -> dict[str, Any]:
    """The header's content; visitors get the public pages only."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {}
    signed_in = actor.is_authenticated
    entries = NAVIGATION.get(actor.role, NAVIGATION[""]) if signed_in else VISITORS
    return {
        "navigation": [
            {"label": label, "url": url, "active": request.path == url}
            for name, label in entries
            if (url := reverse(name))
        ],
        "list_of_projects": list_of_projects(actor.role),
        "memberships": memberships_of(request),
        "person_mark": person_mark(actor.user.pk) if signed_in else "",
        "unread_messages": asked_once(partial(unread_count, actor.user)) if signed_in else 0,
    }


def list_of_projects(role: str) -> Any:
    """How the menu of this role calls the list of projects, for the way back to it."""
    return dict(NAVIGATION.get(role, ())).get("desk:queue", _("Projects"))


def asked_once(question: Callable[[], int]) -> Callable[[], int]:
    """Asked when the header is drawn, once; a page that knows the answer already puts its own in the context."""
    return cache(question)
