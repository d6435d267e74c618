"""The rows beside a dossier: enterprises and events by the institution, trainings by the office."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organisation
from institutions import perms, services
from institutions.deeds import deeds_for
from institutions.forms import EventForm, RosterFilter, ServedEnterpriseForm, TrainingForm
from institutions.models import RecommendingInstitution, ServedEnterprise
from institutions.presentation import doubts_of, roster
from institutions.views.dossier import get_dossier, own_dossier
from workflow.errors import NotPermitted, Unfit
from workflow.pages import add_errors
from workflow.paging import bounded_count, keyset_page


def of_kind(accreditation, model):
    """Enterprises, events and trainings belong to the one kind, evaluations to the other."""
    if not isinstance(accreditation, model):
        raise Http404
    return accreditation


def saved(form, save) -> bool:
    """Calls the service; a refusal becomes the form's errors."""
    if not form.is_valid():
        return False
    try:
        save(form.cleaned_data)
    except Unfit as refusal:
        add_errors(form, refusal)
        return False
    return True


@require_http_methods(["GET", "POST"])
def enterprises(request: HttpRequest, reference: str) -> HttpResponse:
    """The enterprises an institution serves, page by page: what is doubtful, for the office who else serves them."""
    institution = of_kind(get_dossier(request, reference), RecommendingInstitution)
    if request.method == "POST" and not perms.is_own_institution(institution, request.actor):
        raise NotPermitted("save_served_enterprise")
    if "remove" in request.POST:
        row = get_object_or_404(institution.served_enterprises, uscc=request.POST["remove"])
        services.remove_served_enterprise(row, actor=request.actor)
        messages.success(request, _("“%(name)s” is off the list.") % {"name": row.name})
        return redirect(request.get_full_path())
    form = ServedEnterpriseForm(request.POST or None)
    if request.method == "POST" and saved(
        form, lambda data: services.save_served_enterprise(institution, actor=request.actor, **data)
    ):
        messages.success(request, _("“%(name)s” is on the list.") % {"name": form.cleaned_data["name"]})
        return redirect("institutions:enterprises", reference)
    context = {
        "dossier": institution,
        "form": form,
        "may_change": perms.can_keep_roster(institution, request.actor),
        **_roster_page(request, institution),
    }
    return render(request, "institutions/enterprise_list.html", context, status=422 if form.errors else 200)


def _roster_page(request: HttpRequest, institution: RecommendingInstitution) -> dict[str, Any]:
    """One page of the rows that fit the filter, with what is doubtful about each."""
    known, overlaps = roster(institution), perms.sees_overlaps(request.actor)  # type: ignore[attr-defined]
    everything = ServedEnterprise.objects.filter(institution=institution)
    shared = everything.shared(institution) if overlaps else everything.none()
    filtering = RosterFilter(request.GET, overlaps=overlaps)
    rows = filtering.rows(everything, known["doubtful"], shared)
    page = keyset_page(rows, request)
    codes = [row.uscc for row in page]
    others = ServedEnterprise.objects.also_served(institution, codes) if overlaps else {}
    for row in page:
        row.doubts = doubts_of(row.name, row.uscc, known["repeated"])
        row.also_served = others.get(row.uscc, [])
    return {
        **known,
        "doubtful": len(known["doubtful"]),
        "shared": shared.count() if overlaps else 0,
        "shows_overlaps": overlaps,
        "filter": filtering,
        "page": page,
        "count": bounded_count(rows),
    }


@require_safe
def enterprise(request: HttpRequest, reference: str, uscc: str) -> HttpResponse:
    """What the institution did for one enterprise, whoever wrote it down: talks, events, needs, recommendations."""
    institution = of_kind(get_dossier(request, reference), RecommendingInstitution)
    row = institution.served_enterprises.filter(uscc=uscc).first()
    deeds = deeds_for(institution, uscc, request.actor)
    if row is None and not deeds:
        raise Http404
    party = Organisation.objects.filter(uscc=uscc).order_by("pk").first() if row is None else None
    overlaps = perms.sees_overlaps(request.actor)
    context = {
        "dossier": institution,
        "enterprise": row,
        "name": row.name if row else party.name if party else uscc,
        "uscc": uscc,
        "deeds": deeds,
        "writes": row is not None and perms.can_coach(institution, request.actor),
        "also_served": ServedEnterprise.objects.also_served(institution, [uscc]).get(uscc, [])
        if overlaps
        else [],
    }
    return render(request, "institutions/enterprise.html", context)


@require_http_methods(["GET", "POST"])
def events(request: HttpRequest, reference: str) -> HttpResponse:
    """Voucher events: the list, one more, a change of one (`?event=`), one less."""
    institution = of_kind(own_dossier(request, reference), RecommendingInstitution)
    chosen = request.POST.get("remove") or request.GET.get("event")
    row = None
    if chosen:
        row = next((event for event in institution.planned_events.all() if str(event.pk) == chosen), None)
        if row is None:
            raise Http404
    if "remove" in request.POST and row:
        services.remove_planned_event(row, actor=request.actor)
        messages.success(request, _("“%(name)s” is off the plan.") % {"name": row.title})
        return redirect("institutions:events", reference)
    form = EventForm(request.POST or None, instance=row)
    if request.method == "POST" and saved(
        form, lambda data: services.save_planned_event(institution, actor=request.actor, row=row, **data)
    ):
        messages.success(request, _("“%(name)s” is on the plan.") % {"name": form.cleaned_data["title"]})
        return redirect("institutions:events", reference)
    context = {
        "dossier": institution,
        "form": form,
        "event": row,
        "rows": institution.planned_events.order_by("date", "pk"),
        "may_change": perms.can_keep_roster(institution, request.actor),
    }
    return render(request, "institutions/event_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def train(request: HttpRequest, reference: str) -> HttpResponse:
    """The office records a training."""
    institution = of_kind(get_dossier(request, reference), RecommendingInstitution)
    if not perms.is_office(institution, request.actor):
        raise NotPermitted("record_training")
    form = TrainingForm(request.POST or None, initial={"date": timezone.localdate()})
    if request.method == "POST" and saved(
        form, lambda data: services.record_training(institution, actor=request.actor, **data)
    ):
        messages.success(request, _("The training of %(name)s is recorded.") % {"name": institution})
        return redirect(institution)
    return row_form(request, institution, form, _("Record a training"))


def row_form(request: HttpRequest, institution, form, heading: str) -> HttpResponse:
    """The page of a form with one row beside a dossier."""
    context = {
        "dossier": institution,
        "form": form,
        "heading": heading,
        "submit_label": _("Record"),
        "cancel_url": institution.get_absolute_url(),
    }
    return render(request, "institutions/row_form.html", context, status=422 if form.errors else 200)
