"""Papers are read under the scope of their dossier. Looking writes nothing: what is not made yet has a button."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from papers import perms, services
from papers.engine import PaperError
from papers.models import IssuedPaper
from papers.registry import Listing, Paper, paper_kind, papers_of
from papers.typefaces import NoTypeface
from workflow.errors import NotPermitted
from workflow.models import Event


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, reference: str, sequence: int, kind: str) -> HttpResponse:
    """The PDF of a step's paper; POST makes it where it is not made yet."""
    event, subject, found = _of_step(request, reference, sequence, kind)
    language = language_asked(request)
    issued = IssuedPaper.objects.of_event(event, kind, language)
    if issued is None and not found.is_faithful(event, subject):
        return render(request, "papers/paper_gone.html", {"paper": found, "subject": subject}, status=404)
    if request.method == "POST":
        return _make(request, lambda: services.issue(event, subject, found, language), language)
    if issued:
        return pdf_response(services.pdf_of(issued), f"{issued.number}.pdf")
    context = {"paper": found, "subject": subject, "language": language, "is_listing": False}
    return render(request, "papers/paper_make.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """A list or form of a record: GET shows it as it stands, POST issues it under a number and answers with it."""
    found = paper_kind(kind)
    record = found.find(key, request.actor) if isinstance(found, Listing) else None  # type: ignore[attr-defined]
    if not isinstance(found, Listing) or record is None:
        raise Http404
    language = language_asked(request)
    if request.method == "POST":
        if not perms.can_issue(request.actor):  # type: ignore[attr-defined]
            raise NotPermitted("issue_listing")
        issued = services.issue_listing(found, record, language, by=request.actor.user)  # type: ignore[attr-defined]
        services.keep(issued)
        return pdf_response(services.pdf_of(issued), f"{issued.number}.pdf")
    context = {"paper": found, "subject": record, "language": language, "is_listing": True}
    return render(request, "papers/paper_make.html", context)


def _of_step(request: HttpRequest, reference: str, sequence: int, kind: str) -> tuple[Event, Any, Paper]:
    """The step, its dossier and the paper, if this actor may read it; else 404."""
    event = get_object_or_404(
        Event.objects.select_related("actor", "on_behalf_of"), reference=reference, sequence=sequence
    )
    found = next((row for row in papers_of(event) if row.kind == kind), None)
    rows: Any = apps.get_model(event.subject_label)._default_manager.all()
    scope = getattr(rows, "papers_visible_to", rows.visible_to)
    actor = request.actor  # type: ignore[attr-defined]
    if found is None or not scope(actor).filter(pk=event.subject_pk).exists():
        raise Http404
    subject = services.subject_of(event)
    if not found.is_wanted(event, subject) or not found.may_read(event, subject, actor):
        raise Http404
    return event, subject, found


def _make(request: HttpRequest, issue: Any, language: str) -> HttpResponse:
    """Makes the paper, or says why it could not be made and that it will be tried again."""
    try:
        services.keep(issue())
    except (PaperError, NoTypeface) as problem:
        words = _(
            "The paper could not be made (%(problem)s). It is tried again by itself; ask the office if it stays away."
        )
        messages.error(request, words % {"problem": problem})
    return redirect(f"{request.path}?language={language}")


def language_asked(request: HttpRequest) -> str:
    """The language of the paper: as asked for, else the one of the page."""
    asked = request.GET.get("language") or get_language() or ""
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def pdf_response(content: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    """A PDF that runs nothing and is kept by nobody on the way."""
    response = HttpResponse(content, content_type="application/pdf")
    kind = "inline" if inline else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
