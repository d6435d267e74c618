"""The application as a task list, and one page for each of its topics."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications import tasklist
from applications.forms import PurchaseFormSet, TopicForm
from applications.meters import meter_of
from applications.models import Project
from applications.services.lookup import edition_of
from applications.topics import PARTIES, TOPICS, Desk, Topic, fingerprint, topic_url
from applications.views.writing import own_project, purchase_rows, write


@require_safe
def tasks(request: HttpRequest, reference: str) -> HttpResponse:
    """What is left to do before the application can be submitted."""
    project = own_project(request, reference)
    desk = Desk(project)
    if not desk.editable:
        messages.info(request, _("This application has been submitted and cannot be edited now."))
        return redirect(project)
    groups = tasklist.groups(desk)
    done, total = tasklist.progress(desk, groups)
    context = {
        "project": project,
        "groups": groups,
        "done": done,
        "total": total,
        "corrections": tasklist.corrections(project, desk.corrections),
        "troubles": [*desk.findings.blocking, *desk.findings.warnings] if desk.has_begun() else [],
    }
    return render(request, "applications/tasks.html", context)


def topic_or_404(slug: str) -> Topic:
    if slug not in TOPICS:
        raise Http404
    return TOPICS[slug]


def topic_forms(request: HttpRequest, desk: Desk, topic: Topic) -> tuple[TopicForm, Any]:
    """The form of one page, and its purchase lines where it has them and they may be written."""
    project, data = desk.project, request.POST if request.method == "POST" else None
    form = TopicForm(
        data,
        project=project,
        parameters=edition_of(project).typed,
        editable=desk.editable,
        names=topic.fields,
    )
    form.initial["seen"] = fingerprint(project, topic)
    lines = None
    if topic.has_lines and "purchases" in desk.editable:
        lines = PurchaseFormSet(data, prefix="purchases", initial=purchase_rows(project))
    return form, lines


@require_http_methods(["GET", "POST"])
def topic(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """One topic: save and go back to the list, or on to the next."""
    project, page = own_project(request, reference), topic_or_404(slug)
    desk = Desk(project)
    if not desk.is_open(page):
        words = desk.waits_for(page) or _("This part of the application cannot be changed now.")
        messages.info(request, words)
        return redirect("applications:tasks", reference)
    form, lines = topic_forms(request, desk, page)
    status = 200
    if request.method == "POST":
        fits = form.is_valid() and (lines is None or lines.is_valid())
        saved = write(project, request.actor, form, lines, page) if fits else None  # type: ignore[attr-defined]
        if saved:
            return _onwards(request, Desk(saved), page)
        status = 422
    elif page is PARTIES:
        form.initial["recommender"] = project.recommender_id or suggested_recommender(project)
    context = {
        "project": project,
        "topic": page,
        "form": form,
        "lines": lines,
        "corrections": tasklist.corrections(project, desk.asked(page)),
        **live(desk, page),
    }
    return render(request, "applications/topic.html", context, status=status)


def live(desk: Desk, page: Topic) -> dict[str, Any]:
    """What the rules say about the saved answers of this page, and its meter."""
    parameters = edition_of(desk.project).typed
    return {"said": desk.said_about(page), "meter": meter_of(desk.project, page, parameters)}


def suggested_recommender(project: Project) -> int | None:
    """Whom the applicant chose last time; only a suggestion until it is saved."""
    earlier = Project.objects.filter(applicant_id=project.applicant_id, recommender__isnull=False)
    return earlier.newest_first().values_list("recommender", flat=True).first()


def _onwards(request: HttpRequest, desk: Desk, page: Topic) -> HttpResponse:
    """After a save: the next page that can be opened; after the last the documents, then the last look."""
    messages.success(request, _("“%(topic)s” is saved.") % {"topic": page.title})
    if "list" in request.POST:
        return redirect("applications:tasks", desk.project.reference)
    if following := desk.following(page):
        return redirect(topic_url(desk.project, following))
    if desk.documents_open():
        return redirect("applications:documents", desk.project.reference)
    onwards = "applications:tasks" if desk.unfinished() else "applications:submit"
    return redirect(onwards, desk.project.reference)
