"""What the applicant takes away: the receipt of a submission, and the application on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.models import Project
from applications.papers import WRITABLE
from applications.views.writing import own_project
from papers.presentation import paper_rows
from papers.services import preview
from papers.views.download import language_asked, pdf_response
from workflow.models import Event
from workflow.pages import visible_or_404


def submission_of(project: Project) -> Event | None:
    """The last submission as it was recorded."""
    events = Event.objects.of(project).filter(transition="submit")
    return events.select_related("actor").order_by("-sequence").first()


@require_safe
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """Number, time and digest of the last submission; before the first there is nothing to show."""
    project = own_project(request, reference)
    event = submission_of(project)
    if event is None:
        return redirect("applications:tasks", reference)
    papers = paper_rows(project, [event], request.actor)  # type: ignore[attr-defined]
    rows = [
        {"label": _("Reference"), "value": project.reference},
        {"label": _("Project"), "value": project.title},
        {"label": _("Submitted at"), "value": event.at},
        {"label": _("Submitted by"), "value": event.actor.get_short_name()},
        {"label": _("Recommending institution"), "value": project.recommender.organisation.name},
        {"label": _("Digest of this step"), "value": event.digest},
    ]
    context = {"project": project, "event": event, "rows": rows, "papers": papers}
    return render(request, "applications/receipt.html", context)


@require_safe
def paper(request: HttpRequest, reference: str) -> HttpResponse:
    """The application as PDF: the issued paper of the last submission; while it is written, as it stands, without a number."""
    project = visible_or_404(Project.objects.with_parties(), request, reference)
    event = None if project.state in WRITABLE else submission_of(project)
    if event is not None:
        return redirect("papers:paper", reference, event.sequence, "application")
    actor, language = request.actor, language_asked(request)  # type: ignore[attr-defined]
    seen = preview(project, "submit", actor=actor, languages=[language], kinds={"application"})
    return pdf_response(seen[0].pdf, f"{project.reference}.pdf")
