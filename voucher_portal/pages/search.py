"""Search over everything that the actor may see: files by reference, name or credit code, vouchers by number."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from applications.models import Project
from applications.presentation import state_label
from funds.models import Voucher
from institutions.models import Accreditation, RecommendingInstitution, ServiceInstitution
from labs.models import Laboratory
from voucher_portal.templatetags.ui import state_tone

SHOWN, LONGEST, MOST_WORDS = 10, 80, 5
PROJECT_FIELDS = (
    "reference",
    "title",
    "voucher_number",
    "applicant__name",
    "applicant__uscc",
    "laboratory__organisation__name",
)
PARTY_FIELDS = ("reference", "organisation__name", "organisation__uscc")
Row = dict[str, Any]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found, in groups; an exact reference or voucher number goes straight to its page."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST]
    if url := exact(words, actor):
        return redirect(url)
    groups = found(words.split()[:MOST_WORDS], actor) if len(words) > 1 else []
    context = {"search_query": words, "groups": groups, "shown": SHOWN, "too_short": len(words) == 1}
    return render(request, "portal/search.html", context)


def exact(words: str, actor: Actor) -> str:
    """The page of the file whose reference or voucher number was typed in full; nothing for other people's files."""
    typed = "".join(words.split()).upper()
    prefix = typed.partition("-")[0]
    models = {model.reference_prefix: model for model in (Project, Laboratory, *INSTITUTIONS)}
    if prefix in models and prefix != typed:
        file = models[prefix].objects.visible_to(actor).filter(reference=typed).first()
        return file.get_absolute_url() if file else ""
    if "-" not in typed:
        return ""
    voucher = Voucher.objects.visible_to(actor).numbered(typed).first()
    return voucher.project.get_absolute_url() if voucher else ""


def found(words: list[str], actor: Actor) -> list[dict[str, Any]]:
    """The groups that hold something, each with its first rows and whether there are more."""
    return [
        {"title": title, "rows": rows[:SHOWN], "more": len(rows) > SHOWN}
        for title, read in GROUPS
        if (rows := list(read(words, actor)))
    ]


def matching(words: list[str], fields: Iterable[str]) -> Q:
    """Every word stands in one of the fields, in any case."""
    return reduce(
        and_, (reduce(or_, (Q(**{f"{name}__icontains": word}) for name in fields)) for word in words)
    )


def projects(words: list[str], actor: Actor) -> Iterable[Row]:
    """Projects by reference, title, voucher, applicant, credit code or laboratory."""
    rows = Project.objects.visible_to(actor).for_list().filter(matching(words, PROJECT_FIELDS))
    for project in rows[: SHOWN + 1]:
        yield {
            "label": project.title,
            "url": project.get_absolute_url(),
            "status_label": state_label(project, actor),
            "tone": state_tone(project.state),
            "hint": f"{project.reference} · {project.applicant.name}",
        }


def vouchers(words: list[str], actor: Actor) -> Iterable[Row]:
    """Vouchers by number, each on the page of its project."""
    rows = Voucher.objects.visible_to(actor).filter(matching(words, ["number"])).select_related("project")
    for voucher in rows.order_by("-pk")[: SHOWN + 1]:
        yield {
            "label": voucher.number,
            "url": voucher.project.get_absolute_url(),
            "status_label": voucher.status.label,
            "tone": state_tone(voucher.status),
            "hint": voucher.project.title,
        }


def laboratories(words: list[str], actor: Actor) -> Iterable[Row]:
    """Laboratories of the directory, and those that the actor keeps or decides on."""
    rows = Laboratory.objects.visible_to(actor).filter(
        matching(words, [*PARTY_FIELDS, "host_uscc", "search_text"])
    )
    for laboratory in _by_name(rows):
        yield _dossier(laboratory, laboratory.get_absolute_url())


def institutions(words: list[str], actor: Actor) -> Iterable[Row]:
    """Institutions whose dossier the actor may read, then those of the public directory by their names."""
    for model in INSTITUTIONS:
        rows = model.objects.visible_to(actor).filter(matching(words, PARTY_FIELDS))
        for institution in _by_name(rows):
            yield _dossier(institution, institution.get_absolute_url())
    if not actor.sees_everything:
        public = RecommendingInstitution.objects.recommending().exclude(organisation_id=actor.organisation_id)
        for institution in _by_name(public.filter(matching(words, ["organisation__name"]))):
            yield _dossier(institution, reverse("institutions:directory"))


INSTITUTIONS: tuple[type[Accreditation], ...] = (RecommendingInstitution, ServiceInstitution)
GROUPS: list[tuple[Any, Callable[[list[str], Actor], Iterable[Row]]]] = [
    (_("Projects"), projects),
    (_("Vouchers"), vouchers),
    (_("Laboratories"), laboratories),
    (_("Institutions"), institutions),
]


def _by_name(rows: QuerySet) -> QuerySet:
    return rows.select_related("organisation").order_by("organisation__name_key", "pk")[: SHOWN + 1]


def _dossier(subject: Laboratory | Accreditation, url: str) -> Row:
    return {
        "label": subject.organisation.name,
        "url": url,
        "status_label": subject.get_state_display(),
        "tone": state_tone(subject.state),
        "hint": f"{subject.noun} · {subject.reference}",
    }
