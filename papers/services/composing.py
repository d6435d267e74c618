"""From a step to the record of its paper: every word and figure that will be printed, as JSON."""

import io
from datetime import date, datetime
from typing import Any

import segno
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organisation
from papers import markup
from papers.models import PaperTemplate
from papers.registry import Code, Fact, Paper, Section, Table
from workflow.models import Event

PROJECT = "applications.project"
PENDING_DIGITS = "······"


def compose_paper(
    paper: Paper, event: Event, subject: Any, language: str, body: str | None = None
) -> tuple[dict[str, Any], int]:
    """The record of a paper in a language, still without number and digest, and the version of its words.

    `body` replaces the words in force: a preview of words that are being edited.
    """
    with translation.override(language):
        template = PaperTemplate.objects.current(paper.kind, language)
        words = body if body is not None else template.body if template else str(paper.body)
        data = {
            "language": language,
            "title": str(paper.title),
            "issuer": paper.issuer(event, subject) or issuer(),
            "reference": event.reference,
            "addressee": _addressed(paper.addressee(event, subject)),
            "blocks": markup.compose(words, paper.values(event, subject)),
            "facts": _facts(paper.facts(event, subject)),
            "sections": [_section(section) for section in paper.sections(event, subject)],
            "qr": _qr(paper.code(event, subject)),
            "signed": paper.signed,
            "date": on(event.at),
            "words": {
                # Translators: {page} and {pages} stay as they are.
                "page": _("Page {page} of {pages}"),
                "digest": _("Digest of the record (SHA-256):"),
                "reference": _("Reference: ") if event.subject_label == PROJECT else _("Identifier: "),
                "number": _("Number: "),
            },
        }
    return data, template.version if template else 0


def issuer() -> str:
    """The name of the voucher office."""
    try:
        return Organisation.objects.office().name
    except ObjectDoesNotExist:
        return _("Voucher office")


def on(moment: datetime | date | None) -> str:
    """A day in the words of the present language."""
    if moment is None:
        return ""
    day = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return date_format(day, "DATE_FORMAT")


def _addressed(name: str) -> str:
    return _("To %(name)s:") % {"name": name} if name else ""


def _facts(rows: list[Fact]) -> list[dict[str, Any]]:
    return [
        {"label": str(row.label), "value": str(row.value), "strong": row.strong}
        for row in rows
        if row.value not in (None, "")
    ]


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": str(section.title),
        "facts": _facts(section.facts),
        "table": _table(section.table) if section.table else None,
        "blocks": [
            {"kind": "paragraph", "runs": [{"text": line, "bold": False}]}
            for line in section.words.splitlines()
            if line.strip()
        ],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "columns": [
            {"label": str(column.label), "width": column.width, "number": column.number}
            for column in table.columns
        ],
        "rows": [[str(cell) for cell in row] for row in table.rows],
        "total": [str(cell) for cell in table.total],
    }


def _qr(code: Code | None) -> dict[str, str]:
    """The code as a drawing that travels with the record, so that it stays the same for ever."""
    if code is None:
        return {"svg": "", "alt": "", "caption": "", "text": ""}
    drawing = io.BytesIO()
    segno.make(code.url, error="m").save(drawing, kind="svg", border=2, xmldecl=False)
    return {
        "svg": drawing.getvalue().decode(),
        "alt": _("QR code of %(url)s") % {"url": code.url},
        "caption": str(code.caption),
        "text": code.url,
    }
