"""The office draws projects for on-site checks and reports on its visits."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from risk import perms, services
from risk.forms import DrawForm, ReportForm
from risk.models import SiteCheck
from workflow.errors import NotPermitted, Unfit
from workflow.pages import add_errors, bound
from workflow.paging import keyset_page
from workflow.presentation import document_rows


@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """Every visit to be made or made, newest first."""
    if not perms.can_see_signals(request.actor):
        raise NotPermitted("checks")
    found = SiteCheck.objects.visible_to(request.actor).for_list()
    if request.GET.get("open"):
        found = found.open()
    context = {"page": keyset_page(found, request), "may_draw": perms.can_look(request.actor)}
    return render(request, "risk/check_list.html", context)


@require_http_methods(["GET", "POST"])
def draw(request: HttpRequest) -> HttpResponse:
    """Draws projects from those closed in a period."""
    if not perms.can_look(request.actor):
        raise NotPermitted("draw")
    form = bound(DrawForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            sample = services.draw(actor=request.actor, **form.cleaned_data)
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            words = _("%(size)s of %(eligible)s projects were drawn with the seed %(seed)s.")
            figures = {"size": sample.size, "eligible": sample.eligible, "seed": sample.seed}
            messages.success(request, words % figures)
            return redirect("risk:checks")
    context = {"form": form, "submit_label": _("Draw the projects")}
    return render(request, "risk/draw.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, number: int) -> HttpResponse:
    """One visit: the form of its report, or the report."""
    found = SiteCheck.objects.visible_to(request.actor).for_list().select_related("reported_by")
    row = found.filter(pk=number).first()
    if row is None:
        raise Http404
    writes = perms.can_look(request.actor) and row.reported_at is None
    if request.method == "POST" and not perms.can_look(request.actor):
        raise NotPermitted("check")
    form = bound(ReportForm, request) if writes or request.method == "POST" else None
    if request.method == "POST" and form and form.is_valid():
        try:
            services.report(row, actor=request.actor, **form.cleaned_data)
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("The report is kept."))
            return redirect("risk:check", number)
    context = {
        "check": row,
        "project": row.project,
        "form": form,
        "submit_label": _("Hand in the report"),
        "documents": document_rows(row.documents.select_related("uploaded_by")),
    }
    return render(request, "risk/check.html", context, status=422 if form and form.errors else 200)
