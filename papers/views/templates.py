"""The words of papers: read by the office, changed by the approver, looked at before they are published."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from papers import perms, services
from papers.engine import PaperError
from papers.forms import WordsForm
from papers.models import PaperTemplate
from papers.registry import Paper, kinds, paper_kind
from papers.services.samples import sample_of
from papers.views.download import pdf_response
from workflow.errors import Unfit
from workflow.pages import add_errors


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Every kind of paper with the version of its words in each language."""
    if not perms.can_see_templates(request.actor):  # type: ignore[attr-defined]
        raise PermissionDenied
    versions = dict(_versions())
    rows = [
        {
            "kind": paper.kind,
            "title": paper.title,
            "prefix": paper.prefix,
            "languages": [
                {"code": code, "label": label, "version": versions.get((paper.kind, code), 0)}
                for code, label in settings.LANGUAGES
            ],
        }
        for paper in kinds()
    ]
    return render(request, "papers/template_list.html", {"rows": rows})


def _versions() -> list[tuple[tuple[str, str], int]]:
    rows = PaperTemplate.objects.order_by("version").values_list("kind", "language", "version")
    return [((kind, language), version) for kind, language, version in rows]


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The words of one kind in one language: preview opens the PDF, publish puts them in force."""
    actor = request.actor  # type: ignore[attr-defined]
    if not perms.can_see_templates(actor):
        raise PermissionDenied
    paper = paper_kind(kind)
    if paper is None or language not in dict(settings.LANGUAGES):
        raise Http404
    body, version = services.words_in_force(paper, language)
    may_edit, status = perms.can_edit_templates(actor), 200
    form = WordsForm(request.POST or None, paper=paper, initial={"body": body, "based_on": version})
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        if form.is_valid() and (answer := _answer(request, form, paper, language)):
            return answer
        status = 422
    context = {
        "form": form,
        "paper": paper,
        "may_edit": may_edit,
        "language": language,
        "language_label": dict(settings.LANGUAGES)[language],
        "version": version,
        "tags": [{"name": name, "meaning": words} for name, words in paper.tags.items()],
        "history": PaperTemplate.objects.history(kind, language),
    }
    return render(request, "papers/template_form.html", context, status=status)


def _answer(request: HttpRequest, form: WordsForm, paper: Paper, language: str) -> HttpResponse | None:
    """The preview or the publication; nothing when the form has to be shown again with what stands in the way."""
    given: dict[str, Any] = form.cleaned_data
    actor = request.actor  # type: ignore[attr-defined]
    if "preview" in request.POST:
        found = sample_of(paper, actor, given["reference"])
        if found is None:
            form.add_error("reference", _("No file that you may see has such a paper."))
            return None
        try:
            pdf = services.preview_words(paper, *found, language, given["body"])
        except PaperError as problem:
            form.add_error("body", str(problem))
            return None
        return pdf_response(pdf, f"{paper.kind}.pdf", inline=True)
    try:
        row = services.publish(
            paper, language, given["body"], based_on=given["based_on"], actor=actor, remark=given["remark"]
        )
    except Unfit as refusal:
        add_errors(form, refusal)
        return None
    words = _("%(title)s: version %(version)s is in force for the papers issued from now on.")
    messages.success(request, words % {"title": paper.title, "version": row.version})
    return redirect("papers:templates")
