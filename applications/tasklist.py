"""Rows of the task list: each part of the application with its status, and why one cannot be opened."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from applications.models import Project
from applications.presentation import content_rows, declaration_rows
from applications.topics import (
    BUYING,
    DECLARING,
    PLAN,
    TONES,
    Desk,
    Status,
    Topic,
    field_url,
    topic_url,
)
from workflow.models import Correction
from workflow.models.correction import CorrectionTarget
from workflow.presentation import correction_rows

Row = dict[str, Any]


def groups(desk: Desk) -> list[dict[str, Any]]:
    """The whole task list, in the order in which it is best filled in."""
    reference = desk.project.reference
    writing = [_topic_row(desk, topic) for topic in desk.topics() if topic not in (PLAN, BUYING, DECLARING)]
    return [
        {"title": _("Who applies"), "tasks": [_applicant_row(desk)]},
        {"title": _("The project"), "tasks": writing},
        {"title": _("Money"), "tasks": [_topic_row(desk, PLAN), _topic_row(desk, BUYING)]},
        {
            "title": _("Documents and declarations"),
            "tasks": [
                _documents_row(desk, reverse("applications:documents", args=[reference])),
                _topic_row(desk, DECLARING),
            ],
        },
        {
            "title": _("Check and submit"),
            "tasks": [_submit_row(desk, reverse("applications:submit", args=[reference]))],
        },
    ]


def progress(desk: Desk, rows: list[dict[str, Any]]) -> tuple[int, int]:
    """How many parts are finished, and of how many; optional parts that were not begun do not count."""
    tasks = [task for group in rows for task in group["tasks"] if task["status"] != Status.OPTIONAL]
    return sum(task["status"] == Status.COMPLETED for task in tasks), len(tasks)


def _row(label: Any, url: str, status: Status, **more: Any) -> Row:
    tone = TONES.get(status, "neutral")
    return {"label": label, "url": url, "status": status, "status_label": status.label, "tone": tone, **more}


def _topic_row(desk: Desk, topic: Topic) -> Row:
    status = desk.status(topic)
    url = topic_url(desk.project, topic) if desk.is_open(topic) else ""
    reason, hint = desk.waits_for(topic), topic.hint
    asked = desk.asked(topic)
    if desk.is_returned and not url:
        reason, hint = _("Stays as it was submitted; no change was asked for."), ""
    elif asked and status == Status.COMPLETED:
        hint = _("Changed as asked; it goes back with the file when you submit.")
    return _row(topic.title, url, status, hint=hint, reason=reason, due=_due(asked, status))


def _due(asked: list[Correction], status: Status) -> Any:
    """The earliest day by which something open was asked for."""
    days = [row.due_date for row in asked if row.due_date]
    return min(days) if days and status == Status.CHANGES else None


def _applicant_row(desk: Desk) -> Row:
    if desk.is_returned:
        return _row(desk.project.applicant.name, "", Status.COMPLETED)
    lacks = desk.applicant_lacks()
    hint = _("The rules ask for more: see below.") if lacks else _("Taken from what you registered.")
    status = Status.IN_PROGRESS if lacks else Status.COMPLETED
    return _row(desk.project.applicant.name, reverse("applications:organisation"), status, hint=hint)


def _documents_row(desk: Desk, url: str) -> Row:
    status = desk.documents_status()
    asked = desk.asked_documents()
    hint = _("Optional: what supports the application, such as a project plan.")
    reason = ""
    if desk.is_returned:
        hint = ""
        if not desk.documents_open():
            url, reason = "", _("Stays as it was submitted; no change was asked for.")
    return _row(_("Documents"), url, status, hint=hint, reason=reason, due=_due(asked, status))


def _submit_row(desk: Desk, url: str) -> Row:
    waits = desk.unfinished()
    if waits:
        names = {"names": _("; ").join(str(title) for title in waits)}
        return _row(_("Check and submit"), "", Status.BLOCKED, reason=_("Waits for: %(names)s") % names)
    hint = _("Look at all answers once more; nothing is sent before you submit.")
    return _row(_("Check and submit"), url, Status.READY, hint=hint)


def corrections(project: Project, asked: list[Correction]) -> list[Row]:
    """What has to be corrected, each leading to the very field, with what is changed so far."""
    rows = correction_rows(project, asked, draft=project)
    documents = reverse("applications:documents", args=[project.reference])
    for row, correction in zip(rows, asked, strict=True):
        is_document = correction.target == CorrectionTarget.DOCUMENT
        row["url"] = documents if is_document else field_url(project, correction.name)
    return rows


def answers(desk: Desk) -> list[Row]:
    """Every answer with the way to change it, as far as it may be changed now."""
    rows = [*content_rows(desk.project), *declaration_rows(desk.project)]
    for row in rows:
        row["change_url"] = field_url(desk.project, row["name"]) if row["name"] in desk.editable else ""
    return rows
