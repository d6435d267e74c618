"""Rows for the components that every dossier's page shows: timeline, documents, corrections."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, CharField, Model
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from accounts.enums import Role
from policy import codes
from workflow.corrections import present_value
from workflow.models import Correction, Document, Event, Subject
from workflow.models.correction import CorrectionTarget
from workflow.models.document import DocumentKind
from workflow.money import MoneyField, format_yuan

# The codes that fields of the application hold, with their words.
CODES = codes.ACTIVITY_TYPES | codes.THEMES | codes.PURCHASE_PURPOSES | codes.INDUSTRIAL_DESIGN_PURPOSES
TONES = {"primary": "progress", "danger": "danger", "plain": "neutral"}


def timeline_rows(
    subject: Subject,
    events: Iterable[Event],
    hide_experts: bool = False,
    happened: dict[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """The life of a dossier, newest first; applicants never learn the names of experts.

    `happened` says what has happened with each step, where its label says what one can do.
    """
    customs = {transition.name: transition.custom for transition in subject.transitions()}
    states = dict(type(subject)._meta.get_field("state").flatchoices)
    rows = []
    for event in sorted(events, key=lambda row: -row.sequence):
        custom = customs.get(event.transition, {})
        hidden = hide_experts and event.role == Role.EXPERT
        rows.append(
            {
                "label": (happened or {}).get(event.transition) or custom.get("label", event.transition),
                "at": event.at,
                "by": "" if hidden else event.actor.get_short_name(),
                "role": event.get_role_display(),
                "on_behalf_of": "" if hidden else event.on_behalf_of,
                "note": event.note,
                "tone": TONES.get(custom.get("tone", "plain"), "neutral"),
                "state_label": states.get(event.target, event.target) if event.target != event.source else "",
                "findings": event.findings,
                "changes": change_rows(subject, event.evidence.get("changes") or ()),
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


def value_words(subject: type[Model] | Model, target: str, name: str, text: str) -> str:
    """A kept value as people read it: amounts in 元, codes in words; what is no value of the field stays as it is."""
    names = {field.name for field in subject._meta.get_fields()}
    field = subject._meta.get_field(name) if target == CorrectionTarget.FIELD and name in names else None
    if field is None or not text:
        return text
    if isinstance(field, MoneyField):
        return format_yuan(int(text)) if text.isdigit() else text
    if isinstance(field, BooleanField):
        return gettext("Yes") if text == "True" else text
    chosen = dict(getattr(field, "flatchoices", ())).get(text)
    if chosen is not None or not isinstance(field, CharField):
        return str(chosen or text)
    return capfirst(gettext(CODES[text])) if text in CODES else text


def change_rows(subject: type[Model] | Model, changes: Iterable[dict[str, str]]) -> list[dict[str, Any]]:
    """What a step changed as it was asked for: label, before, after; without what came back as it was."""
    rows = []
    for change in changes:
        name = change["name"]
        target = CorrectionTarget.DOCUMENT if name in DocumentKind.values else CorrectionTarget.FIELD
        if change["before"] != change["after"]:
            rows.append(
                {
                    "label": correction_label(subject, target, name),
                    "before": value_words(subject, target, name, change["before"]),
                    "after": value_words(subject, target, name, change["after"]),
                }
            )
    return rows


def correction_rows(
    subject: type[Model] | Model,
    corrections: Iterable[Correction],
    urls: dict[str, str] | None = None,
    draft: Subject | None = None,
) -> list[dict]:
    """Corrections as the component shows them; `urls` leads from the target (field, document) to its page.

    With `draft`, what its applicant has written so far stands beside what was sent before.
    """
    return [_correction_row(subject, row, urls or {}, draft) for row in corrections]


def _correction_row(
    subject: type[Model] | Model, row: Correction, urls: dict[str, str], draft: Subject | None
) -> dict[str, Any]:
    is_resolved = row.resolved_at is not None
    after = row.after
    if not is_resolved and draft is not None:
        after = present_value(draft, row.target, row.name)
    is_shown = is_resolved or (draft is not None and after != row.before)
    return {
        "label": correction_label(subject, row.target, row.name),
        "reason": row.reason,
        "due_date": row.due_date,
        "by": row.requested_by.get_short_name(),
        "resolved": is_resolved,
        "is_same": is_shown and row.before == after,
        "is_answered": is_shown and row.before != after,
        "before": value_words(subject, row.target, row.name, row.before) if is_shown else "",
        "after": value_words(subject, row.target, row.name, after) if is_shown else "",
        "url": "" if is_resolved else urls.get(row.target, ""),
    }
