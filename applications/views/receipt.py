"""What the applicant takes away: the receipt of a submission, and the application on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.models import Project
from applications.presentation import content_rows, declaration_rows
from applications.views.writing import own_project
from workflow.models import Document, Event
from workflow.pages import visible_or_404
from workflow.presentation import document_rows


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
    rows = [
        {"label": _("Reference"), "value": project.reference},
        {"label": _("Project"), "value": project.title},
        {"label": _("Submitted at"), "value": event.at},
        {"label": _("Submitted by"), "value": event.actor.get_short_name()},
        {"label": _("Recommending institution"), "value": project.recommender.organisation.name},
        {"label": _("Digest of this step"), "value": event.digest},
    ]
    context = {"project": project, "event": event, "rows": rows}
    return render(request, "applications/receipt.html", context)


@require_safe
def paper(request: HttpRequest, reference: str) -> HttpResponse:
    """The application as it stands, laid out for printing; for everybody who may see the project."""
    project = visible_or_404(Project.objects.with_parties(), request, reference)
    documents = Document.objects.of(project).current().select_related("uploaded_by")
    context = {
        "project": project,
        "event": submission_of(project),
        "content_rows": content_rows(project),
        "declaration_rows": declaration_rows(project),
        "purchases": project.purchases.select_related("product").order_by("pk"),
        "documents": document_rows(documents),
    }
    return render(request, "applications/paper.html", context)
