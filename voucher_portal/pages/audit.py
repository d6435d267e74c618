"""The audit trail for auditors and the office: every step, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workflow.errors import NotPermitted
from workflow.models import Anchor, Event
from workflow.paging import keyset_page


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Every Event of every dossier; only who sees everything may read it."""
    if not request.actor.sees_everything:  # type: ignore[attr-defined]
        raise NotPermitted("audit")
    events = Event.objects.select_related("actor", "on_behalf_of")
    if reference := request.GET.get("q", "").replace("\x00", "").strip():
        events = events.filter(reference=reference.upper())
    context = {
        "page": keyset_page(events, request),
        "query": reference,
        "anchors": Anchor.objects.order_by("-day")[:5],
    }
    return render(request, "portal/audit.html", context)
