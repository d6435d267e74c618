"""What pages show of institutions and laboratories: timeline, documents, corrections and fields as rows."""

from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from institutions.models import (
    EvaluationRound,
    PerformanceEvaluation,
    RecommendingInstitution,
)
from institutions.services.evaluation import lines_of
from policy.models import Edition
from policy.uscc import has_valid_check_character
from workflow.models import Correction, Document, Event, Subject
from workflow.models.correction import CorrectionTarget
from workflow.models.document import DocumentKind

Row = dict[str, Any]
YES, NO = _("Yes"), _("No")
# Lists that may have to be corrected although they are no fields of the dossier.
LIST_LABELS = {
    "enterprise_list": _("Served enterprises"),
    "event_list": _("Voucher events"),
    "instrument_list": _("Instruments"),
    "service_list": _("Services"),
}


def step_labels(subject: Subject) -> dict[str, Any]:
    """Step name → its words."""
    return {transition.name: transition.custom["label"] for transition in subject.transitions()}


def timeline_rows(subject: Subject, actor: Actor) -> list[Row]:
    """The events of a dossier, newest first; outside the office nobody reads the names of its people."""
    labels, states = step_labels(subject), dict(subject._meta.get_field("state").flatchoices)

    def name_of(event: Event) -> str:
        known = actor.sees_everything or (
            event.on_behalf_of_id and event.on_behalf_of_id == actor.organisation_id
        )
        return event.actor.get_short_name() if known else ""

    events = Event.objects.of(subject).select_related("actor", "on_behalf_of").reverse()
    return [
        {
            "label": labels.get(event.transition, event.transition),
            "at": event.at,
            "by": name_of(event),
            "role": event.get_role_display(),
            "on_behalf_of": event.on_behalf_of.name if event.on_behalf_of else "",
            "note": event.note,
            "state_label": states.get(event.target, event.target),
            "findings": event.findings,
        }
        for event in events
    ]


def document_rows(subject: Subject, replace_url: str = "") -> list[Row]:
    """The current documents of a dossier."""
    documents = Document.objects.of(subject).current().select_related("uploaded_by")
    return [document_row(document, replace_url) for document in documents]


def document_row(document: Document, replace_url: str = "") -> Row:
    """One file as the component wants it."""
    return {
        "kind": document.get_kind_display(),
        "name": document.original_name,
        "url": reverse("document", args=[document.uuid]),
        "size": document.size,
        "at": document.uploaded_at,
        "by": document.uploaded_by.get_short_name(),
        "sha256": document.sha256,
        "replace_url": replace_url,
    }


def missing_rows(subject: Subject, kinds, upload_url: str = "") -> list[Row]:
    """The kinds of documents that are asked for and not there yet."""
    there = set(Document.objects.of(subject).current().values_list("kind", flat=True))
    return [{"kind": DocumentKind(kind).label, "url": upload_url} for kind in kinds if kind not in there]


def correction_rows(subject: Subject, edit_url: str = "", upload_url: str = "") -> list[Row]:
    """What was asked to be corrected and is still open."""
    corrections = Correction.objects.of(subject).open().select_related("requested_by")
    return [
        {
            "label": correction_label(subject, correction.target, correction.name),
            "reason": correction.reason,
            "url": upload_url if correction.target == CorrectionTarget.DOCUMENT else edit_url,
            "due_date": correction.due_date,
            "resolved": False,
        }
        for correction in corrections
    ]


def correction_label(subject: Subject, target: str, name: str) -> Any:
    """The words for a field or a kind of document."""
    if target == CorrectionTarget.DOCUMENT:
        return DocumentKind(name).label
    return field_label(subject, name)


def field_label(subject: Subject, name: str) -> Any:
    """The words of a field, or of a list."""
    return LIST_LABELS.get(name) or capfirst(subject._meta.get_field(name).verbose_name)


def field_rows(subject: Subject, names) -> list[Row]:
    """Fields as label and value, choices in words."""
    return [{"label": field_label(subject, name), "value": field_value(subject, name)} for name in names]


def field_value(subject: Subject, name: str) -> Any:
    """The value as people read it; booleans through the reader's yes and no."""
    value = getattr(subject, name)
    if isinstance(value, bool):
        return YES if value else NO
    display = getattr(subject, f"get_{name}_display", None)
    return display() if display else value


def roster(institution: RecommendingInstitution) -> dict[str, Any]:
    """How many enterprises count and how many the edition in force wants; which rows are doubtful, and why by name."""
    rows = list(institution.served_enterprises.order_by("pk").values_list("pk", "name", "uscc"))
    repeated = {name for name, times in Counter(name for _pk, name, _uscc in rows).items() if times > 1}
    edition = Edition.objects.in_force(timezone.localdate()).typed
    return {
        "counted": len({uscc for _pk, _name, uscc in rows}),
        "minimum": edition.rec_inst_min_enterprises,
        "repeated": repeated,
        "doubtful": [pk for pk, name, uscc in rows if doubts_of(name, uscc, repeated)],
    }


def doubts_of(name: str, uscc: str, repeated: set[str]) -> list[Any]:
    """What an institution should look at again in one row of its list."""
    found = [_("This name stands on the list more than once.")] if name in repeated else []
    if not has_valid_check_character(uscc):
        found.append(_("The check character of the code is wrong; compare it with the licence."))
    return found


def paper_rows(event) -> list[Row]:
    """The papers of an event."""
    found = event.papers.filter(replaced_by__isnull=True).select_related("uploaded_by").order_by("pk")
    return [document_row(document) for document in found]


def comparison_rows(
    evaluation_round: EvaluationRound | None,
    results: list[PerformanceEvaluation],
    waiting: list[Any],
) -> list[Row]:
    """The institutions of a year, best first, those that are not evaluated yet behind, each with its points."""
    if evaluation_round is None:
        return []
    labels = [row.label for row in evaluation_round.indicators.order_by("-weight", "pk")]
    rows = []
    for result in results:
        kept = {row["label"]: row for row in result.results}
        cells = [kept.get(label, {"label": label, "value": None, "points": None}) for label in labels]
        rows.append({"institution": result.institution, "cells": cells, "result": result})
    live = lines_of(evaluation_round, waiting) if waiting else {}
    for institution in waiting:
        cells = [line.as_json() for line in live[institution.pk]]
        rows.append({"institution": institution, "cells": cells, "result": None})
    return rows
