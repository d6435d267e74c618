"""The audit trail for auditors and the office: every step, newest first."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workflow.errors import NotPermitted
from workflow.journal import DEEDS, PARTY
from workflow.models import Anchor, Event
from workflow.paging import keyset_page


@cache
def step_labels(subject_label: str) -> dict[str, Any]:
    """The words of every step of one machine."""
    if subject_label == PARTY:
        return DEEDS
    subject = apps.get_model(subject_label)()
    return {transition.name: transition.custom["label"] for transition in subject.transitions()}


def named(events: Iterable[Event]) -> list[Event]:
    """The events, each with the words of its step."""
    rows = list(events)
    for event in rows:
        event.label = step_labels(event.subject_label).get(event.transition, event.transition)  # type: ignore[attr-defined]
    return rows


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Every Event of every dossier; only who sees everything may read it."""
    if not request.actor.sees_everything:  # type: ignore[attr-defined]
        raise NotPermitted("audit")
    events = Event.objects.select_related("actor", "on_behalf_of")
    if reference := request.GET.get("q", "").replace("\x00", "").strip():
        events = events.filter(reference=reference.upper())
    page = keyset_page(events, request)
    named(page.rows)
    context = {
        "page": page,
        "query": reference,
        "anchors": Anchor.objects.order_by("-day")[:5],
    }
    return render(request, "portal/audit.html", context)
