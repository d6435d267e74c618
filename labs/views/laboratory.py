"""The page of a laboratory, and the forms of those who keep its data."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from institutions.figures import panel_rows
from institutions.presentation import correction_rows, document_rows, missing_rows, timeline_rows
from institutions.views.dossier import form_sections
from labs import perms, services
from labs.facts import listing_findings
from labs.forms import LaboratoryForm, PresentationForm
from labs.models import Laboratory
from labs.presentation import EXPLANATIONS, SECTIONS, activity_label, directory_rows, sections
from labs.services.data import DOCUMENT_KINDS
from labs.views.public import gone, public_page
from workflow.errors import NotPermitted, StaleVersion, Unfit, WrongState
from workflow.forms import DocumentForm
from workflow.models.document import DocumentKind
from workflow.pages import add_errors, visible_or_404

SHOWN = 100


def get_laboratory(request: HttpRequest, reference: str) -> Laboratory:
    return visible_or_404(Laboratory.objects.for_list(), request, reference)


@login_not_required
@require_safe
def laboratory(request: HttpRequest, reference: str) -> HttpResponse:
    """What visitors see of a listed laboratory; its keepers, the office and auditors see the whole dossier."""
    lab = Laboratory.objects.for_list().visible_to(request.actor).filter(reference=reference).first()
    if lab is None:
        answer = gone(request, reference)
        if answer is None:
            raise Http404
        return answer
    if not perms.sees_dossier(lab, request.actor):
        return public_page(request, lab)
    offered = list(lab.services.by_name()[:SHOWN])
    for item in offered:
        item.activity = activity_label(item.activity_type)
    context = {"laboratory": lab, "instruments": lab.instruments.by_name()[:SHOWN], "services": offered}
    return render(request, "labs/laboratory_dossier.html", context | dossier(request, lab))


def dossier(request: HttpRequest, lab: Laboratory) -> dict[str, Any]:
    """What the people concerned see beside the public page."""
    keeper = perms.is_keeper(lab, request.actor)
    writes = perms.can_edit(lab, request.actor)
    edit_url = reverse("labs:edit", args=[lab.reference]) if keeper else ""
    upload_url = reverse("labs:documents", args=[lab.reference]) if keeper else ""
    return {
        "steps": lab.available_steps(request.actor),
        "explanation": EXPLANATIONS[lab.state],
        "findings": listing_findings(lab, timezone.localdate()),
        "figures": panel_rows(lab),
        "corrections": correction_rows(lab, edit_url, upload_url),
        "sections": sections(lab),
        "membership": directory_rows(lab),
        "documents": document_rows(lab, upload_url if writes else ""),
        "missing": missing_rows(lab, [DocumentKind.ACCREDITATION], upload_url) if writes else [],
        "events": timeline_rows(lab, request.actor),
        "can_edit": writes,
        "can_keep": perms.can_keep(lab, request.actor),
        "may_invite": perms.is_active_reporting_institution(lab, request.actor),
    }


def kept_laboratory(request: HttpRequest, reference: str) -> Laboratory:
    """A laboratory whose data the actor keeps; what is not visible is 404, what is visible but not theirs 403."""
    lab = get_laboratory(request, reference)
    if not perms.is_keeper(lab, request.actor):
        raise NotPermitted("edit")
    return lab


def require_open(lab: Laboratory, request: HttpRequest) -> None:
    """Raises WrongState while the laboratory is being decided on."""
    if not perms.can_keep(lab, request.actor):
        raise WrongState(
            _("The laboratory is being decided on and cannot be changed now. Take it back first.")
        )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """All data while they are open, the presentation alone once the laboratory is listed."""
    lab = kept_laboratory(request, reference)
    require_open(lab, request)
    if perms.can_edit(lab, request.actor):
        own = perms.is_own_laboratory(lab, request.actor)
        form: Any = LaboratoryForm(request.POST or None, instance=lab, choose_institution=own)
    else:
        form = PresentationForm(request.POST or None, instance=lab)
    status = 200
    if request.method == "POST":
        if form.is_valid() and keep(request, lab, form):
            messages.success(request, _("The data of %(name)s are saved.") % {"name": lab})
            return redirect(lab)
        status = 422
    context = {
        "laboratory": lab,
        "form": form,
        "sections": form_sections(form, SECTIONS),
        "corrections": correction_rows(lab),
        "cancel_url": lab.get_absolute_url(),
    }
    return render(request, "labs/laboratory_form.html", context, status=status)


def keep(request: HttpRequest, lab: Laboratory, form) -> bool:
    """Saves what was typed, or leaves every word in the form with the reason."""
    try:
        services.save_laboratory(lab, actor=request.actor, **form.cleaned_data)
    except Unfit as refusal:
        add_errors(form, refusal)
    except StaleVersion as refusal:
        form.add_error(None, refusal.message)
    else:
        return True
    return False


@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, reference: str) -> HttpResponse:
    """Certificates and letters: which are there, and one more."""
    lab = kept_laboratory(request, reference)
    require_open(lab, request)
    form = DocumentForm(request.POST or None, request.FILES or None, kinds=DOCUMENT_KINDS)
    if request.method == "POST" and form.is_valid():
        kind, upload = form.cleaned_data["kind"], form.cleaned_data["file"]
        try:
            document = services.attach_document(lab, upload, kind=kind, actor=request.actor)
        except Unfit as refusal:
            form.add_error("file", refusal.message)
        else:
            messages.success(request, _("“%(name)s” is stored.") % {"name": document.original_name})
            return redirect("labs:documents", reference)
    context = {
        "laboratory": lab,
        "form": form,
        "documents": document_rows(lab),
        "cancel_url": lab.get_absolute_url(),
        "submit_label": _("Store the document"),
    }
    return render(request, "labs/laboratory_documents.html", context, status=422 if form.errors else 200)
