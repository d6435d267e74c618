"""Keeps a page of the application while it is written, and says exactly what was kept and what was not."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications.forms import TopicForm
from applications.models import Project
from applications.topics import Desk, Topic, fingerprint
from applications.views.tasks import live, topic_forms, topic_or_404
from applications.views.writing import differences, own_project, store
from workflow.errors import StaleVersion, StepRefused, Unfit


@never_cache
@require_POST
def autosave(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """Saves what is typed so far.

    200 with the findings and the new marks when everything was kept; 422 with plain words when something does not fit
    and nothing was kept; 409 with both values when somebody else wrote on this page. A lost session is redirected to
    the sign-in page by the middleware, which the browser's side takes for what it is.
    """
    project, page = own_project(request, reference), topic_or_404(slug)
    form, lines = topic_forms(request, Desk(project), page)
    if not (form.is_valid() and (lines is None or lines.is_valid())):
        return plain(complaints(form, lines))
    try:
        saved = store(project, request.actor, form, lines, page)  # type: ignore[attr-defined]
    except Unfit as refusal:
        return plain(" ".join(refusal.fields.values()) or refusal.message)
    except StaleVersion as refusal:
        return conflict(request, refusal, page, form, Project.objects.with_parties().get(pk=project.pk))
    except StepRefused as refusal:
        return conflict(request, refusal, page)
    response = render(request, "applications/_live.html", live(Desk(saved), page))
    response.headers["X-Version"] = str(saved.version)
    response.headers["X-Seen"] = fingerprint(saved, page)
    return response


def plain(words: str) -> HttpResponse:
    return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")


def complaints(form: TopicForm, lines: Any) -> str:
    """Each mistake with the label of its field, in one line."""
    forms = [form, *(lines or [])]
    found = [
        _("%(label)s: %(words)s") % {"label": one.fields[name].label, "words": " ".join(words)}
        if name in one.fields
        else " ".join(words)
        for one in forms
        for name, words in one.errors.items()
    ]
    return " ".join(dict.fromkeys(map(str, found)))


def conflict(
    request: HttpRequest,
    refusal: StepRefused,
    page: Topic,
    form: TopicForm | None = None,
    current: Project | None = None,
) -> HttpResponse:
    """Nothing was overwritten: what was typed and what is saved, side by side."""
    context: dict[str, Any] = {"message": refusal.message, "rows": []}
    if form and current:
        context |= {
            "rows": differences(current, form),
            "version": current.version,
            "seen": fingerprint(current, page),
        }
    return render(request, "applications/_conflict.html", context, status=409)
