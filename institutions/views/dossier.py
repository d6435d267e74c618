"""The dossier of an institution: its page, its forms, its documents."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from institutions import perms, preparation, services
from institutions.deeds import coached
from institutions.facts import accreditation_findings
from institutions.figures import panel_rows
from institutions.forms import FORMS, ProfileForm
from institutions.forms.dossier import NEEDED, SECTIONS, sections_of
from institutions.models import (
    Accreditation,
    EvaluationRound,
    PerformanceEvaluation,
    RecommendingInstitution,
    SelfReport,
    ServedEnterprise,
    ServiceInstitution,
)
from institutions.presentation import correction_rows, document_rows, field_rows, missing_rows, timeline_rows
from workflow.errors import NotPermitted, StaleVersion, Unfit, WrongState
from workflow.forms import DocumentForm
from workflow.pages import add_errors, visible_or_404

KINDS = {model.reference_prefix: model for model in (RecommendingInstitution, ServiceInstitution)}


def get_dossier(request: HttpRequest, reference: str) -> Any:
    """The dossier of either kind that this actor may see, else 404."""
    model = KINDS.get(reference.partition("-")[0])
    if model is None:
        raise Http404
    return visible_or_404(model.objects.for_list(), request, reference)


@require_safe
def dossier(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything about one institution, with the steps open to this person."""
    accreditation = get_dossier(request, reference)
    own = perms.is_own_institution(accreditation, request.actor)
    edit_url = reverse("institutions:edit", args=[reference]) if own else ""
    upload_url = reverse("institutions:documents", args=[reference]) if own else ""
    writes = own and accreditation.is_open_for_changes
    missing = missing_rows(accreditation, accreditation.required_documents, upload_url) if writes else []
    undecided = accreditation.is_open_for_changes or accreditation.state == "submitted"
    context = {
        "dossier": accreditation,
        "steps": accreditation.available_steps(request.actor),
        "findings": accreditation_findings(accreditation, timezone.localdate()) if undecided else None,
        "corrections": correction_rows(accreditation, edit_url, upload_url),
        "sections": [
            (title, field_rows(accreditation, names)) for title, names in sections_of(accreditation)
        ],
        "documents": document_rows(accreditation, upload_url if writes else ""),
        "preparation": preparation.tasks(accreditation, NEEDED[type(accreditation)], len(missing))
        if writes
        else [],
        "missing": missing,
        "events": timeline_rows(accreditation, request.actor),
        "can_edit": writes,
        "can_edit_profile": perms.can_edit_profile(accreditation, request.actor) and not writes,
        "can_keep_roster": perms.can_keep_roster(accreditation, request.actor),
        "keeps_centre": perms.can_keep_centre(accreditation, request.actor),
        "can_train": perms.can_train(accreditation, request.actor),
        "can_evaluate": perms.can_evaluate(accreditation, request.actor),
        "figures": panel_rows(accreditation) if accreditation.active_since else [],
        **LISTS[type(accreditation)](accreditation, request.actor),
    }
    return render(request, "institutions/dossier.html", context)


def recommending_lists(institution: RecommendingInstitution, actor: Actor) -> dict[str, Any]:
    """The rows beside a recommending institution; who else serves an enterprise is for the office alone."""
    shared = ServedEnterprise.objects.shared(institution).count() if perms.sees_overlaps(actor) else 0
    talked = coached(institution) if institution.active_since else []
    held = [event for event in institution.planned_events.order_by("date", "pk") if event.held]
    return {
        "is_recommending": True,
        "enterprises": institution.served_enterprises.count(),
        "overlaps": shared,
        "voucher_events": institution.planned_events.order_by("date", "pk"),
        "events_held": len(held),
        "people_came": sum(event.attendance or 0 for event in held),
        "coached": {"notes": sum(row.notes for row in talked), "enterprises": len(talked)},
        "trainings": institution.trainings.order_by("-date", "-pk"),
    }


def service_lists(institution: ServiceInstitution, actor: Actor) -> dict[str, Any]:
    """The rows beside a professional service institution: results once they are published, and its self-reports."""
    visible = PerformanceEvaluation.objects.visible_to(actor).filter(institution=institution)
    return {
        "is_recommending": False,
        "evaluations": visible.newest_first(),
        "reports": report_rows(institution, actor),
    }


def report_rows(institution: ServiceInstitution, actor: Actor) -> list[dict[str, Any]]:
    """The years in which the institution reports or has reported, newest first."""
    own, today = perms.can_report_year(institution, actor), timezone.localdate()
    visible = SelfReport.objects.visible_to(actor).filter(institution=institution)
    written = {row.round_id: row for row in visible}
    rounds = EvaluationRound.objects.order_by("-year")[:5]
    return [
        {"round": row, "report": written.get(row.pk), "open": own and row.takes_reports_on(today)}
        for row in rounds
        if row.pk in written or (own and row.takes_reports_on(today))
    ]


LISTS: dict[type, Callable[..., dict[str, Any]]] = {
    RecommendingInstitution: recommending_lists,
    ServiceInstitution: service_lists,
}


def own_dossier(request: HttpRequest, reference: str) -> Any:
    """The institution's own dossier; what is not visible is 404, what is visible but not theirs 403."""
    accreditation = get_dossier(request, reference)
    if not perms.is_own_institution(accreditation, request.actor):
        raise NotPermitted("edit")
    return accreditation


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole dossier while it is open, the profile alone once the institution is active."""
    accreditation = own_dossier(request, reference)
    whole = perms.can_edit(accreditation, request.actor)
    if not whole and not perms.can_edit_profile(accreditation, request.actor):
        raise WrongState(_("The dossier is with the office and cannot be changed now. Take it back first."))
    form_class = FORMS[type(accreditation)] if whole else ProfileForm
    form = form_class(request.POST or None, instance=accreditation)
    status = 200
    if request.method == "POST":
        if form.is_valid() and keep(request, accreditation, form):
            messages.success(request, _("The dossier of %(name)s is saved.") % {"name": accreditation})
            return redirect(accreditation)
        status = 422
    context = {
        "dossier": accreditation,
        "form": form,
        "sections": form_sections(form, SECTIONS[type(accreditation)]),
        "corrections": correction_rows(accreditation),
        "cancel_url": accreditation.get_absolute_url(),
    }
    return render(request, "institutions/dossier_form.html", context, status=status)


def form_sections(form, sections) -> list[tuple[Any, list]]:
    """The fields of a form under the titles of the dossier."""
    found = [(title, [form[name] for name in names if name in form.fields]) for title, names in sections]
    return [(title, fields) for title, fields in found if fields]


def keep(request: HttpRequest, accreditation: Accreditation, form) -> bool:
    """Saves what was typed, or leaves every word in the form with the reason."""
    try:
        services.save_dossier(accreditation, actor=request.actor, **form.cleaned_data)
    except Unfit as refusal:
        add_errors(form, refusal)
    except StaleVersion as refusal:
        form.add_error(None, refusal.message)
    else:
        return True
    return False


@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, reference: str) -> HttpResponse:
    """The four documents: which are there, and one more."""
    accreditation = own_dossier(request, reference)
    if not accreditation.is_open_for_changes:
        raise WrongState(_("Documents can be added only before the dossier is submitted."))
    form = DocumentForm(request.POST or None, request.FILES or None, kinds=accreditation.required_documents)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            kind, upload = form.cleaned_data["kind"], form.cleaned_data["file"]
            try:
                document = services.attach_document(accreditation, upload, kind=kind, actor=request.actor)
            except Unfit as refusal:
                form.add_error("file", refusal.message)
            else:
                messages.success(request, _("“%(name)s” is stored.") % {"name": document.original_name})
                return redirect("institutions:documents", reference)
    context = {
        "dossier": accreditation,
        "form": form,
        "documents": document_rows(accreditation),
        "missing": missing_rows(accreditation, accreditation.required_documents),
        "cancel_url": accreditation.get_absolute_url(),
        "submit_label": _("Store the document"),
    }
    return render(request, "institutions/dossier_documents.html", context, status=status)
