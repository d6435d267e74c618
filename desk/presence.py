"""Who has a file, for the pages that show it: the project's page, its check-list, and the pages of its steps."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from applications.models import Project
from desk import perms
from desk.models import Claim
from desk.models.claim import with_holder
from desk.services.checks import note_of
from desk.services.claims import held_words, holder
from desk.services.views import habits_of
from workflow.models import Subject

# Steps whose reason says what is wrong with the file: the officer's own marks begin it.
LONGEST_LIST = 4000
REASON_FIELDS = ("note", "reason")
REASONED = {"return_for_correction", "reject", "return_contract", "return_closing", "return_redemption"}


def presence(project: Project, actor: Any) -> dict[str, Any] | None:
    """What a page says of a claim and which buttons it shows; nothing for people outside the office."""
    if not perms.can_claim(actor):
        return None
    now = timezone.now()
    claim = Claim.of_row(project) if hasattr(project, "claim_person") else holder(project, actor, now)
    return {
        "project": project,
        "claim": claim,
        "mine": claim is not None and claim.person_id == actor.user.pk,
        "words": held_words(claim) if claim else "",
        "may_take_over": claim is not None and perms.can_take_over(claim, actor, now),
    }


def for_panel(projects: Any, actor: Any) -> Any:
    """The query of a page that shows who has the file: one and the same for the file and its holder."""
    return (
        with_holder(projects, actor.organisation_id, timezone.now()) if perms.can_claim(actor) else projects
    )


def beside_step(request: HttpRequest, subject: Subject, form: Any) -> dict[str, Any]:
    """For the page of a step: a warning when a colleague has the file, and the marks that are not in order.

    They begin the reason of a return or a refusal; the officer goes on writing from there.
    """
    actor: Any = request.actor  # type: ignore[attr-defined]
    if not isinstance(subject, Project) or not perms.can_check(actor):
        return {}
    held = presence(subject, actor)
    colleague_has_it = held is not None and held["claim"] is not None and not held["mine"]
    note = note_of(subject, actor)
    field = next((name for name in REASON_FIELDS if form is not None and name in form.fields), "")
    step = request.resolver_match.url_name if request.resolver_match else ""
    if note and field and not form.is_bound and step in REASONED:
        form.initial.setdefault(field, note)
    return {"held_words": held["words"] if held and colleague_has_it else "", "marked_note": note}


def project_panel(request: HttpRequest, project: Project) -> dict[str, Any]:
    """For the project's page: who has it, and the way through the list it was opened from (`?list=` is its address)."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    query = request.GET.get("list", "")[:LONGEST_LIST]
    if not query:
        return {"presence": presence(project, actor)}
    tail = QueryDict(query).urlencode()
    ways = {
        f"{way}_url": f"{reverse(f'desk:{way}', args=[project.reference])}?{tail}"
        for way in ("previous", "next")
    }
    way = {"list_url": f"{reverse('desk:queue')}?{tail}", **ways}
    return {"presence": presence(project, actor), "way": way, "habits": habits_of(actor)}
