"""The office's list of signals, and those of one project."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.models import Project
from risk import perms, presentation, services
from risk.forms import LookForm, SignalFilter
from risk.models import Scan, Signal
from workflow.errors import NotPermitted
from workflow.pages import bound, visible_or_404
from workflow.paging import bounded_count, keyset_page


@require_safe
def signals(request: HttpRequest) -> HttpResponse:
    """What stands in all files and nobody has looked at yet, newest first."""
    if not perms.can_see_signals(request.actor):
        raise NotPermitted("signals")
    form = SignalFilter(request.GET or None)
    if not form.is_bound:
        form = SignalFilter({})
    found = form.rows(Signal.objects.visible_to(request.actor))
    page = keyset_page(found.select_related("project__applicant").prefetch_related("looks"), request)
    rows = [
        {
            "project": signal.project,
            "kind": signal.get_kind_display(),
            "sentence": presentation.sentence(signal),
            "found_at": signal.found_at,
            "state": presentation.state_words(signal),
        }
        for signal in page.rows
    ]
    context = {"form": form, "count": bounded_count(found), "page": page, "rows": rows}
    return render(request, "risk/signal_list.html", context)


def project_of(request: HttpRequest, reference: str) -> Project:
    """The project, for those who may read its signals; 404 for everybody else."""
    project = visible_or_404(Project.objects.for_writing(), request, reference)
    if not perms.can_see_signals(request.actor) or project.is_own_matter(request.actor):
        raise Http404
    return project


@require_safe
def project_signals(request: HttpRequest, reference: str) -> HttpResponse:
    """What stands about one project, why one looks, and what came of it."""
    project = project_of(request, reference)
    found = Signal.objects.visible_to(request.actor).filter(project=project)
    standing = list(found.standing().prefetch_related("looks__by").order_by("kind", "pk"))
    context = {
        "project": project,
        "rows": presentation.rows(standing, project, request.actor),
        "gone": found.filter(gone_at__isnull=False).count(),
        "scan": Scan.objects.filter(project=project).first(),
        "may_look": perms.can_look(request.actor),
    }
    return render(request, "risk/project_signals.html", context)


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """An officer says what came of one signal."""
    project = project_of(request, reference)
    signal = Signal.objects.visible_to(request.actor).filter(project=project, pk=number).first()
    if signal is None:
        raise Http404
    if not perms.can_look(request.actor):
        raise NotPermitted("look")
    form = bound(LookForm, request)
    if request.method == "POST" and form.is_valid():
        services.look(signal, actor=request.actor, **form.cleaned_data)
        messages.success(request, _("What you found is kept. The project itself is not changed."))
        return redirect("risk:project_signals", reference)
    [row] = presentation.rows([signal], project, request.actor)
    context = {"project": project, "row": row, "form": form, "submit_label": _("Keep what I found")}
    return render(request, "risk/look.html", context, status=422 if form.errors else 200)


@require_POST
def compare(request: HttpRequest, reference: str) -> HttpResponse:
    """Compares the project with all others at once instead of waiting for the timer."""
    project = project_of(request, reference)
    if not perms.can_look(request.actor):
        raise NotPermitted("compare")
    services.scan(project)
    messages.success(request, _("The project was compared with all others."))
    return redirect("risk:project_signals", reference)
