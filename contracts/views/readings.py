"""What was read off a paper: progress, findings with page and excerpt, and what officers say about them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from contracts import services
from contracts.forms import JudgementForm
from contracts.models import Reading
from contracts.views.cards import reading_card
from contracts.views.steps import get_project
from workflow.errors import Unfit


@never_cache
@require_safe
def reading(request: HttpRequest, reference: str, uuid: UUID) -> HttpResponse:
    """One paper as the portal read it; asked by htmx while it is read, only the part that moves."""
    project = get_project(request, reference)
    row = _visible(request, project, uuid)
    context = {"project": project, "card": reading_card(row, request.actor), "reading": row}
    if request.headers.get("HX-Request") == "true":
        response = render(request, "contracts/_reading.html", context)
        if row.is_finished:
            response.headers["HX-Refresh"] = "true"
        return response
    return render(request, "contracts/reading_detail.html", context)


@require_POST
def judge_reading(request: HttpRequest, reference: str, uuid: UUID) -> HttpResponse:
    """An officer confirms or overrules one finding."""
    project = get_project(request, reference)
    row = _visible(request, project, uuid)
    form = JudgementForm(request.POST)
    rule = request.POST.get("rule", "")
    if form.is_valid():
        try:
            word = services.judge_finding(row, actor=request.actor, **form.cleaned_data)
        except Unfit as refusal:
            messages.error(request, " ".join(refusal.fields.values()) or refusal.message)
        else:
            words = {"rule": word.rule, "verdict": word.get_verdict_display()}
            messages.success(request, _("Finding %(rule)s: %(verdict)s.") % words)
    else:
        messages.error(request, _("Choose whether the finding is right."))
    return redirect(f"{project.step_url('clear_contract', 'contracts')}#{rule}")


def _visible(request: HttpRequest, project, uuid: UUID) -> Reading:
    rows = Reading.objects.visible_to(request.actor).filter(project=project)  # type: ignore[attr-defined]
    rows = rows.select_related("document", "project__laboratory__organisation", "project__applicant")
    return get_object_or_404(rows.prefetch_related("judgements__by"), uuid=uuid)
