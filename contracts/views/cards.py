"""What the pages show of a reading."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from contracts import perms, services
from contracts.enums import ReadingKind, Verdict
from contracts.models import Contract, Reading
from contracts.reading.model import PUBLIC
from contracts.reading.scan import is_installed

FIELDS = {
    "party_a": gettext_lazy("Party A"),
    "party_b": gettext_lazy("Party B"),
    "party_a_uscc": gettext_lazy("Credit code of Party A"),
    "party_b_uscc": gettext_lazy("Credit code of Party B"),
    "contract_number": gettext_lazy("Contract number"),
    "sign_date": gettext_lazy("Day of signature"),
    "total_amount": gettext_lazy("Contract amount in figures (元)"),
    "total_amount_capitals": gettext_lazy("Contract amount in capitals"),
    "voucher_number": gettext_lazy("Voucher number"),
    "voucher_amount": gettext_lazy("Voucher amount (元)"),
    "voucher_clause": gettext_lazy("Voucher clause"),
    "failure_clause": gettext_lazy("Clause for a failed closing review"),
}


def reading_card(row: Reading, actor: Any) -> dict[str, Any]:
    """Everything the part `contracts/_reading.html` shows of a reading."""
    project = row.project
    contract = None if row.kind == ReadingKind.DRAFT else Contract.objects.of(project)
    current = contract if contract and contract.document_id == row.document_id else None
    findings = services.placed(row, services.compare(row, current)) if row.paper else []
    words = row.judged() if findings else {}
    judges = bool(current) and perms.can_judge_reading(project, actor)
    order = {"block": 0, "warn": 1, "pass": 2}
    return {
        "reading": row,
        "findings": sorted(
            (
                finding
                | {"word": words.get(finding["rule"]), "asks": judges and finding["outcome"] != "pass"}
                for finding in findings
            ),
            key=lambda finding: order[finding["outcome"]],
        ),
        "fields": _fields(row),
        "verdicts": Verdict.choices,
        "shows_words": bool(words) or judges,
        "recognises": is_installed(),
    }


def _fields(row: Reading) -> list[dict[str, Any]]:
    paper = row.paper
    if paper is None:
        return []
    return [
        {
            "label": FIELDS[name],
            "value": paper[name].value,
            "page": paper[name].page,
            "excerpt": paper[name].excerpt,
            "percent": round(paper[name].confidence * 100),
        }
        for name in PUBLIC
    ]
