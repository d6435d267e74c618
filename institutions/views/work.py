"""What an institution did: its notes of coaching, and what came of one event."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from institutions import perms, services
from institutions.deeds import coached
from institutions.forms import CoachingForm, EventEnterprisesForm, EventPaperForm
from institutions.models import CoachingNote, PlannedEvent, RecommendingInstitution
from institutions.presentation import paper_rows
from institutions.views.dossier import get_dossier
from institutions.views.roster import of_kind, saved
from workflow.errors import NotPermitted
from workflow.paging import keyset_page


@require_http_methods(["GET", "POST"])
def coaching(request: HttpRequest, reference: str) -> HttpResponse:
    """The dated notes of an institution, newest first, of one enterprise with `?enterprise=`; one more."""
    institution = of_kind(get_dossier(request, reference), RecommendingInstitution)
    writes = perms.can_coach(institution, request.actor)
    if request.method == "POST" and not perms.is_own_institution(institution, request.actor):
        raise NotPermitted("record_coaching")
    rows = CoachingNote.objects.visible_to(request.actor).filter(institution=institution)
    chosen = request.GET.get("enterprise", "")
    enterprise = None
    if chosen:
        enterprise = get_object_or_404(institution.served_enterprises, uscc=chosen)
        rows = rows.filter(enterprise=enterprise)
    initial = {"date": timezone.localdate(), "enterprise": enterprise}
    form = CoachingForm(request.POST or None, institution=institution, initial=initial)
    if request.method == "POST" and saved(
        form, lambda data: services.record_coaching(institution, actor=request.actor, **data)
    ):
        messages.success(request, _("The note is kept."))
        return redirect("institutions:coaching", reference)
    context = {
        "dossier": institution,
        "form": form,
        "enterprise": enterprise,
        "writes": writes,
        **_others_coached(institution, enterprise),
        "page": keyset_page(rows.select_related("enterprise", "by"), request),
    }
    return render(request, "institutions/coaching.html", context, status=422 if form.errors else 200)


def _others_coached(institution: RecommendingInstitution, enterprise) -> dict[str, Any]:
    """How many enterprises were coached, here or at their needs, and those of them that are not on the list."""
    if enterprise:
        return {"coached": 1, "not_listed": []}
    found = coached(institution)
    listed = institution.served_enterprises.filter(uscc__in=[row.uscc for row in found if row.uscc])
    codes = set(listed.values_list("uscc", flat=True))
    return {"coached": len(found), "not_listed": [row for row in found if row.uscc not in codes]}


@require_http_methods(["GET", "POST"])
def event(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One event: what was planned, who came, the papers; the institution adds to it."""
    institution = of_kind(get_dossier(request, reference), RecommendingInstitution)
    found = get_object_or_404(PlannedEvent.objects.filter(institution=institution), pk=number)
    keeps = perms.can_keep_roster(institution, request.actor)
    if request.method == "POST" and not perms.is_own_institution(institution, request.actor):
        raise NotPermitted("save_event_enterprises")
    listing, paper = _event_forms(request, found)
    if request.method == "POST" and _keep_event(request, found, listing, paper):
        return redirect("institutions:event", reference, found.pk)
    context = {
        "dossier": institution,
        "event": found,
        "rows": found.enterprises.order_by("pk"),
        "papers": paper_rows(found),
        "keeps": keeps,
        "form": listing,
        "paper_form": paper,
        "edit_url": f"{reverse('institutions:events', args=[reference])}?event={found.pk}",
    }
    status = 422 if listing.errors or paper.errors else 200
    return render(request, "institutions/event.html", context, status=status)


def _event_forms(request: HttpRequest, event: PlannedEvent) -> tuple[EventEnterprisesForm, EventPaperForm]:
    """The two forms of the page; the one whose button was pressed is bound."""
    lines = "\n".join(f"{row.name} {row.uscc}".strip() for row in event.enterprises.order_by("pk"))
    posted = request.POST.get("part")
    if request.method == "POST" and posted not in {"enterprises", "paper"}:
        raise Http404
    return (
        EventEnterprisesForm(request.POST if posted == "enterprises" else None, initial={"lines": lines}),
        EventPaperForm(*((request.POST, request.FILES) if posted == "paper" else ())),
    )


def _keep_event(request: HttpRequest, event: PlannedEvent, listing, paper) -> bool:
    """Calls the service of the form that was sent."""
    if listing.is_bound:
        kept = saved(
            listing, lambda data: services.save_event_enterprises(event, actor=request.actor, **data)
        )
        words = _("The list of the event is kept.")
    else:
        kept = saved(paper, lambda data: services.add_event_paper(event, data["file"], actor=request.actor))
        words = _("The paper of the event is stored.")
    if kept:
        messages.success(request, words)
    return kept
