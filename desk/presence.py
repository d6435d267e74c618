"""Who has a file, for the pages that show it: the project's page, its check-list, and the pages of its steps."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from applications.models import Project
from desk import perms
from desk.services.checks import note_of
from desk.services.claims import held_words, holder
from workflow.models import Subject

# Steps whose reason says what is wrong with the file: the officer's own marks begin it.
REASONED = {"return_for_correction", "reject", "return_contract", "return_closing", "return_redemption"}


def presence(project: Project, actor: Any) -> dict[str, Any] | None:
    """What a page says of a claim and which buttons it shows; nothing for people outside the office."""
    if not perms.can_claim(actor):
        return None
    now = timezone.now()
    claim = holder(project, actor, now)
    return {
        "project": project,
        "claim": claim,
        "mine": claim is not None and claim.person_id == actor.user.pk,
        "words": held_words(claim) if claim else "",
        "may_take_over": claim is not None and perms.can_take_over(claim, actor, now),
    }


def beside_step(request: HttpRequest, subject: Subject, form: Any) -> dict[str, Any]:
    """For the page of a step: a warning when a colleague has the file, and the marks that are not in order."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    if not isinstance(subject, Project) or not perms.can_claim(actor):
        return {}
    held = presence(subject, actor)
    note = note_of(subject, actor)
    return {"presence": held, "marked_note": note}
