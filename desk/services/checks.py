"""The check-list marks of one officer: kept, read again, and put into words for a decision."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Project
from desk import perms
from desk.checklist import Point, last_findings, points
from desk.enums import Mark
from desk.models import CheckMark
from desk.services.claims import keep
from workflow.errors import NotPermitted

LONGEST_NOTE = 500


@transaction.atomic
def keep_marks(project: Project, *, actor: Any, marks: dict[str, tuple[str, str]]) -> int:
    """Stores the marks and remarks by point; an empty mark takes one away. Unknown points are left out.

    Returns how many points are marked now. Raises NotPermitted. Marking is activity: it prolongs the actor's claim.
    """
    if not perms.can_check(actor):
        raise NotPermitted("keep_marks")
    known = {point.name for point in points(project, last_findings(project))}
    now, kept = timezone.now(), 0
    for name, (mark, note) in marks.items():
        if name not in known:
            continue
        key = {"project": project, "person_id": actor.user.pk, "state": project.state, "point": name}
        if mark in Mark.values:
            said = {"mark": mark, "note": note.strip()[:LONGEST_NOTE], "marked_at": now}
            CheckMark.objects.update_or_create(**key, defaults=said)
            kept += 1
        else:
            CheckMark.objects.filter(**key).delete()
    keep(project, actor=actor)
    return kept


def marks_of(project: Project, actor: Any) -> dict[str, CheckMark]:
    """The actor's marks for the present round, by point."""
    return {mark.point: mark for mark in CheckMark.objects.current(project, actor.user)}


def note_of(project: Project, actor: Any, listed: list[Point] | None = None) -> str:
    """What is not in order, as lines for the note of a decision; empty when nothing is."""
    wrong = {name: mark for name, mark in marks_of(project, actor).items() if mark.mark == Mark.NOT_OK}
    if not wrong:
        return ""
    listed = points(project, last_findings(project)) if listed is None else listed
    lines = []
    for point in listed:
        if mark := wrong.get(point.name):
            about = _("Not in order: %(question)s") % {"question": point.question}
            lines.append(f"{about} {mark.note}".strip())
    return "\n".join(lines)
