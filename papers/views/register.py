"""The register of issued papers, for the office and auditors."""

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from papers import perms, services
from papers.forms import RegisterForm
from papers.models import IssuedPaper
from papers.registry import kinds
from papers.views.download import pdf_response
from workflow.models import Subject
from workflow.paging import keyset_page


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every issued paper, newest first, found by number, reference, kind and language."""
    if not perms.can_see_register(request.actor):  # type: ignore[attr-defined]
        raise PermissionDenied
    form = RegisterForm(request.GET)
    rows = IssuedPaper.objects.for_register()
    if form.is_valid():
        asked = form.cleaned_data
        if asked["number"]:
            text = asked["number"].strip().upper()
            rows = rows.filter(Q(number=text) | Q(reference=text))
        rows = rows.filter(kind=asked["kind"]) if asked["kind"] else rows
        rows = rows.filter(language=asked["language"]) if asked["language"] else rows
    titles = {paper.kind: paper.title for paper in kinds()}
    page = keyset_page(rows, request)
    for row in page:
        row.title = titles.get(row.kind, row.kind)
    return render(request, "papers/register.html", {"page": page, "form": form, "titles": titles.items()})


@require_safe
def issued(request: HttpRequest, number: str, language: str) -> HttpResponse:
    """The PDF of a paper in the register; of an own matter people of the office read what its party reads, in the file."""
    if not perms.can_see_register(request.actor):  # type: ignore[attr-defined]
        raise PermissionDenied
    row = get_object_or_404(IssuedPaper, number=number, language=language)
    subject: Any = apps.get_model(row.subject_label)._default_manager.filter(pk=row.subject_pk).first()
    if isinstance(subject, Subject) and subject.is_own_matter(request.actor):  # type: ignore[attr-defined]
        raise Http404
    return pdf_response(services.pdf_of(row), f"{row.number}.pdf")
