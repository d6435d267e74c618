"""Rows for the components that every dossier's page shows: timeline, documents, corrections."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.text import capfirst

from accounts.enums import Role
from workflow.models import Correction, Document, Event, Subject
from workflow.models.correction import CorrectionTarget
from workflow.models.document import DocumentKind

TONES = {"primary": "progress", "danger": "danger", "plain": "neutral"}


def timeline_rows(
    subject: Subject, events: Iterable[Event], hide_experts: bool = False
) -> list[dict[str, Any]]:
    """The life of a dossier, newest first; applicants never learn the names of experts."""
    customs = {transition.name: transition.custom for transition in subject.transitions()}
    states = dict(type(subject)._meta.get_field("state").flatchoices)
    rows = []
    for event in sorted(events, key=lambda row: -row.sequence):
        custom = customs.get(event.transition, {})
        hidden = hide_experts and event.role == Role.EXPERT
        rows.append(
            {
                "label": custom.get("label", event.transition),
                "at": event.at,
                "by": "" if hidden else event.actor.get_short_name(),
                "role": event.get_role_display(),
                "on_behalf_of": "" if hidden else event.on_behalf_of,
                "note": event.note,
                "tone": TONES.get(custom.get("tone", "plain"), "neutral"),
                "state_label": states.get(event.target, event.target) if event.target != event.source else "",
                "findings": event.findings,
            }
        )
    return rows


def document_rows(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """Files as the document list shows them."""
    return [
        {
            "kind": row.get_kind_display(),
            "name": row.original_name,
            "url": reverse("document", args=[row.uuid]),
            "size": row.size,
            "at": row.uploaded_at,
            "by": row.uploaded_by.get_short_name(),
            "sha256": row.sha256,
        }
        for row in documents
    ]


def correction_label(subject: type[Model] | Model, target: str, name: str) -> Any:
    """The words of a field or kind of document that a correction names."""
    if target == CorrectionTarget.DOCUMENT:
        return DocumentKind(name).label if name in DocumentKind.values else name
    names = {field.name for field in subject._meta.get_fields()}
    field = subject._meta.get_field(name) if name in names else None
    return capfirst(getattr(field, "verbose_name", name))


def correction_rows(
    subject: type[Model] | Model, corrections: Iterable[Correction], urls: dict[str, str] | None = None
) -> list[dict]:
    """Corrections as the component shows them; `urls` leads from the target (field, document) to its page."""
    return [
        {
            "label": correction_label(subject, row.target, row.name),
            "reason": row.reason,
            "due_date": row.due_date,
            "by": row.requested_by.get_short_name(),
            "resolved": row.resolved_at is not None,
            "before": row.before if row.resolved_at else "",
            "after": row.after if row.resolved_at else "",
            "url": (urls or {}).get(row.target, "") if row.resolved_at is None else "",
        }
        for row in corrections
    ]
