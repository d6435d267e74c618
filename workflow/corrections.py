"""Corrections: asked for one field or document at a time, answered by going on with the dossier."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.actor import Actor
from workflow.models import Correction, Document, Subject
from workflow.models.correction import CorrectionTarget


@dataclass(frozen=True)
class Wanted:
    """One correction as a form or the API asks for it."""

    name: str
    reason: str
    target: str = CorrectionTarget.FIELD


def present_value(subject: Subject, target: str, name: str, source: Any = None) -> str:
    """What stands there now: the field's value, or the digest of the current document of the kind.

    `source` is the row that has the field when the dossier keeps it in one of its own (a contract, a report).
    """
    if target == CorrectionTarget.DOCUMENT:
        document = Document.objects.of(subject).current().filter(kind=name).last()
        return f"{document.original_name} ({document.sha256[:12]})" if document else ""
    value = getattr(source or subject, name, "")
    if hasattr(value, "all"):
        return "; ".join(str(row) for row in value.order_by("pk"))
    return str(value or "")


def request(
    subject: Subject, wanted: list[Wanted], *, due_date: date | None, actor: Actor, source: Any = None
) -> list[Correction]:
    """Writes the corrections with the value as it stands, so that the answer can be compared. Call it in the step."""
    return [
        Correction.objects.create(
            subject_label=subject.subject_label(),
            subject_pk=subject.pk,
            target=item.target,
            name=item.name,
            reason=item.reason,
            due_date=due_date,
            requested_by=actor.user,
            before=present_value(subject, item.target, item.name, source),
        )
        for item in wanted
    ]


def resolve(subject: Subject, source: Any = None) -> list[dict[str, str]]:
    """Closes the open corrections with the value as it now stands; the differences, as evidence for the step."""
    changes = []
    for correction in Correction.objects.of(subject).open():
        correction.after = present_value(subject, correction.target, correction.name, source)
        correction.resolved_at = timezone.now()
        correction.save(update_fields=["after", "resolved_at"])
        changes.append({"name": correction.name, "before": correction.before, "after": correction.after})
    return changes
