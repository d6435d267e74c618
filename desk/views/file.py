"""One file beside its check-list, its neighbours in the list, and its documents as pictures."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications import presentation
from applications.models import Project
from desk import perms
from desk.checklist import last_findings, points
from desk.enums import Mark
from desk.listing import Listing
from desk.order import address
from desk.pictures import draw, page_count
from desk.presence import presence
from desk.services import checks, views
from desk.views.queue import back_to_list
from workflow.errors import NotPermitted
from workflow.models import Document
from workflow.pages import visible_or_404

MOST_PAGES = 500


@require_safe
def file(request: HttpRequest, reference: str) -> HttpResponse:
    """A document of the file beside the points of its present step; the list's address goes along."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    project = visible_or_404(Project.objects.with_parties(), request, reference)
    if not perms.can_check(actor):
        raise NotPermitted("check")
    documents = list(Document.objects.of(project).current().select_related("uploaded_by"))
    findings = last_findings(project)
    before, after = Listing(actor, request.GET).neighbours(project)
    context = {
        "project": project,
        "label": presentation.state_label(project, actor),
        "steps": presentation.step_rows(project, actor),
        "content_rows": presentation.content_rows(project),
        "papers": [{"document": row, "url": address(request.GET, "page", doc=row.uuid)} for row in documents],
        "points": _points(project, actor, findings),
        "presence": presence(project, actor),
        "previous": _neighbour(request, before),
        "next": _neighbour(request, after),
        "list_url": back_to_list(request.GET.urlencode(), without=("doc", "page", "after", "before")),
        "habits": views.habits_of(actor),
        "marks": Mark.choices,
        **_paper(request, project, documents),
    }
    return render(request, "desk/file.html", context)


@require_POST
def marks(request: HttpRequest, reference: str) -> HttpResponse:
    """Keeps the marks; answers a script with one line, everybody else with the page again."""
    project = visible_or_404(Project.objects.all(), request, reference)
    said = {
        name.removeprefix("mark "): (str(value), request.POST.get(f"note {name.removeprefix('mark ')}", ""))
        for name, value in request.POST.items()
        if name.startswith("mark ")
    }
    checks.keep_marks(project, actor=request.actor, marks=said)  # type: ignore[attr-defined]
    words = _("Kept at %(time)s.") % {"time": timezone.localtime().strftime("%H:%M:%S")}
    if request.headers.get("HX-Request"):
        return HttpResponse(words, content_type="text/plain; charset=utf-8")
    messages.success(request, words)
    tail = request.GET.urlencode()
    return redirect(reverse("desk:file", args=[reference]) + (f"?{tail}" if tail else ""))


@require_safe
def page(request: HttpRequest, reference: str, uuid: UUID, number: int) -> HttpResponse:
    """One page of a document of the file as a picture, for this page alone: no script, no frame, no guessing of types."""
    project = visible_or_404(Project.objects.all(), request, reference)
    if not perms.can_check(request.actor):  # type: ignore[attr-defined]
        raise NotPermitted("check")  # drawing costs; whoever made a file does not decide how much
    document = get_object_or_404(Document.objects.of(project), uuid=uuid)
    try:
        picture = draw(document, number) if 0 < number <= MOST_PAGES else None
    except FileNotFoundError as error:
        raise Http404 from error
    if picture is None:
        raise Http404
    content, content_type = picture
    response = HttpResponse(content, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@require_safe
def step_aside(request: HttpRequest, reference: str, way: str) -> HttpResponse:
    """The file before or after this one in the list of the address; at an end the list itself."""
    project = visible_or_404(Project.objects.select_related("applicant"), request, reference)
    before, after = Listing(request.actor, request.GET).neighbours(project)  # type: ignore[attr-defined]
    found = before if way == "previous" else after
    query = request.GET.urlencode()
    if found is None:
        messages.info(request, _("This is the end of the list."))
        return redirect(back_to_list(query, without=("after", "before")))
    return redirect(f"{found.get_absolute_url()}?{urlencode({'list': query})}")


def _neighbour(request: HttpRequest, project: Project | None) -> dict[str, str]:
    """Where the next file of the list is; without one, nowhere."""
    if project is None:
        return {"url": "", "title": "", "reference": ""}
    url = reverse("desk:file", args=[project.reference]) + address(request.GET, "doc", "page")
    return {"url": url, "title": project.title, "reference": project.reference}


def _points(project: Project, actor: Any, findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    known = checks.marks_of(project, actor)
    return [{"point": point, "mark": known.get(point.name)} for point in points(project, findings)]


def _paper(request: HttpRequest, project: Project, documents: list[Document]) -> dict[str, Any]:
    """The chosen document and page; an unknown one is the first."""
    wanted = request.GET.get("doc", "")
    shown = next((row for row in documents if str(row.uuid) == wanted), documents[0] if documents else None)
    if shown is None:
        return {"shown": None}
    try:
        pages = min(page_count(shown), MOST_PAGES)
    except FileNotFoundError:
        pages = 0
    text = request.GET.get("page", "")
    number = min(int(text), pages) if text.isascii() and text.isdigit() and 0 < len(text) < 5 else 1
    number = max(number, 1)
    return {
        "shown": shown,
        "pages": pages,
        "number": number,
        "picture_url": reverse("desk:page", args=[project.reference, shown.uuid, number]) if pages else "",
        "previous_page": address(request.GET, doc=shown.uuid, page=number - 1) if number > 1 else "",
        "next_page": address(request.GET, doc=shown.uuid, page=number + 1) if number < pages else "",
    }
