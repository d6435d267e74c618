"""Decisions that wait for their publication: recorded on a file, read together, published after a preview."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.models import Project
from desk import perms
from desk.forms.pending import RecordForm
from desk.models import PendingDecision
from desk.presentation import pending_groups, pending_row
from desk.services import bulk, deciding
from desk.views.bulk import new_token
from workflow.errors import Unfit
from workflow.pages import add_errors, bound, visible_or_404
from workflow.paging import keyset_page

MOST = 300
LONGEST_KEY = 19


@require_http_methods(["GET", "HEAD", "POST"])
def pending(request: HttpRequest) -> HttpResponse:
    """GET: what is pending, by call and kind. POST: the ticked decisions are checked for their publication."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    rows = PendingDecision.objects.visible_to(actor)
    if not actor.sees_everything:
        raise PermissionDenied
    if request.method == "POST":
        keys = [
            int(text)
            for text in request.POST.getlist("decision")
            if text.isdecimal() and len(text) < LONGEST_KEY
        ]
        chosen = rows.open().filter(pk__in=keys).select_related("project")
        batch = bulk.open_publication(chosen, actor=actor, token=request.POST.get("token", "")[:64] or None)
        bulk.set_off(batch)
        return redirect(batch)
    ended = request.GET.get("show") == "ended"
    context: dict[str, Any] = {"ended": ended, "may_decide": perms.can_decide(actor), "token": new_token()}
    if ended:
        page = keyset_page(rows.exclude(pk__in=rows.open()).for_list(), request)
        return render(request, "desk/pending_list.html", context | {"page": page})
    found = list(rows.open().for_list()[:MOST])
    context |= {"groups": pending_groups(found), "many": len(found) == MOST, "most": MOST}
    return render(request, "desk/pending_list.html", context)


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """A decision is taken back before anybody has learnt of it."""
    rows = PendingDecision.objects.visible_to(request.actor).select_related("project")  # type: ignore[attr-defined]
    decision = get_object_or_404(rows, pk=number)
    deciding.withdraw(decision, actor=request.actor)  # type: ignore[attr-defined]
    words = _("The pending decision on %(reference)s is taken back.") % {
        "reference": decision.project.reference
    }
    messages.success(request, words)
    return redirect("desk:pending")


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """A decision on one file is noted for later; the file stays as it is."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    project = visible_or_404(Project.objects.with_parties(), request, reference)
    if not perms.can_decide(actor) or project.is_own_matter(actor):
        raise PermissionDenied
    waiting = PendingDecision.objects.open().for_list().filter(project=project).first()
    form = bound(RecordForm, request, project=project, actor=actor)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                deciding.record(project, actor=actor, **form.decision())
            except Unfit as refusal:
                add_errors(form, refusal)
            else:
                messages.success(
                    request, _("The decision on %(name)s waits to be published.") % {"name": reference}
                )
                return redirect("desk:pending")
        status = 422
    context = {"project": project, "form": form, "waiting": pending_row(waiting) if waiting else None}
    return render(request, "desk/pending_record.html", context, status=status)


@require_safe
def paper(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """A paper of a pending decision as it would be issued, its number still open."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    decision = get_object_or_404(PendingDecision.objects.visible_to(actor).open(), pk=number)
    language = get_language() or settings.LANGUAGE_CODE
    content = deciding.preview_paper(decision, kind, actor=actor, language=language)
    if content is None:
        raise Http404
    headers = {
        "Content-Disposition": f'inline; filename="{kind}.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)
