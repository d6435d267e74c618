"""Rows for the pages of batches and of pending decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from desk.models import Batch, BatchItem, PendingDecision
from desk.models.batch import Forecast, Outcome, Stage
from desk.models.pending import Kind
from desk.services.actions import ACTIONS
from desk.services.attempts import Cause
from desk.services.deciding import papers_of_decision
from policy.findings import Findings

TONES = {
    Forecast.GO: "success",
    Forecast.STAY: "attention",
    Outcome.DONE: "success",
    Outcome.REFUSED: "danger",
    Outcome.CANCELLED: "neutral",
    "": "neutral",
}
STAGE_TONES = {
    Stage.RUNNING: "progress",
    Stage.CHECKING: "progress",
    Stage.CHECKED: "attention",
    Stage.DONE: "success",
}
LANGUAGES = dict(settings.LANGUAGES)


def batch_rows(batches: Iterable[Any]) -> list[dict[str, Any]]:
    """Batches as the history shows them."""
    return [
        {
            "batch": batch,
            "label": ACTIONS[batch.action].label if batch.action in ACTIONS else _("Nothing chosen yet"),
            "stage": batch.stage.label,
            "tone": STAGE_TONES.get(batch.stage, "neutral"),
        }
        for batch in batches
    ]


def item_rows(items: Iterable[BatchItem], batch: Batch) -> list[dict[str, Any]]:
    """Files of a batch as preview and result show them."""
    return [
        {
            "project": item.project,
            "applicant": item.project.applicant.name,
            "status": status(item, batch),
            "tone": TONES[item.outcome or item.forecast],
            "cause": Cause(item.cause).label if item.cause else "",
            "reason": item.reason if not item.findings else "",
            "findings": [finding.text() for finding in Findings.from_store("", item.findings)],
            "decision": item.decision,
            "papers": paper_links(item.decision) if item.decision and not item.outcome else [],
            "letters": [letter | {"name": LANGUAGES.get(letter["language"], "")} for letter in item.letters],
        }
        for item in items
    ]


def paper_links(decision: PendingDecision) -> list[dict[str, Any]]:
    """Where each paper of a decision can be read before it is issued."""
    return [
        {"label": title, "url": reverse("desk:pending_paper", args=[decision.pk, kind])}
        for kind, title in papers_of_decision(decision)
    ]


def status(item: BatchItem, batch: Batch) -> Any:
    """What became of a file, else what is foreseen, else that it waits."""
    if item.outcome:
        return Outcome(item.outcome).label
    if batch.confirmed_at:
        return _("Waits for its turn")
    return Forecast(item.forecast).label if item.forecast else _("Not checked yet")


def result_lines(batch: Batch, actor: Any) -> Iterator[list[Any]]:
    """Heading and one line for each file."""
    yield [
        _("Reference"),
        _("Project"),
        _("Applicant"),
        _("What became of it"),
        _("Kind of refusal"),
        _("Reason"),
    ]
    for item in batch.items.visible_to(actor).for_list().order_by("pk"):
        found = [finding.text() for finding in Findings.from_store("", item.findings)]
        yield [
            item.project.reference,
            item.project.title,
            item.project.applicant.name,
            str(status(item, batch)),
            str(Cause(item.cause).label) if item.cause else "",
            " ".join(found) or item.reason,
        ]


def pending_groups(decisions: Iterable[PendingDecision]) -> list[dict[str, Any]]:
    """Open decisions by call and kind, with the sum of their amounts; the rows come in that order."""
    groups = []
    for (code, kind), rows in groupby(decisions, key=lambda row: (row.project.call.code, row.kind)):
        found = [pending_row(row) for row in rows]
        title = found[0]["decision"].project.call.title or code
        total = sum(row["amount"] or 0 for row in found)
        groups.append(
            {"call": title, "kind": Kind(kind).label, "code": f"{code}-{kind}", "rows": found, "total": total}
        )
    return groups


def pending_row(decision: PendingDecision) -> dict[str, Any]:
    """One decision; an award is over the amount that was approved."""
    project = decision.project
    approved = project.award_amount or project.recommended_amount
    return {
        "decision": decision,
        "project": project,
        "amount": approved if decision.kind == Kind.AWARD else decision.amount,
        "withdraw_url": reverse("desk:withdraw_pending", args=[decision.pk]),
    }
