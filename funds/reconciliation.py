"""The whole money on one page: pool = available + reserved + committed + redeemed, and who holds what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.http import urlencode

from funds.enums import BOUND, KEPT, Account
from funds.models import Budget, Entry

BY = {
    "call": ("budget__call__code", "budget__call__title"),
    "institution": ("project__recommender__reference", "project__recommender__organisation__name"),
    "laboratory": ("project__laboratory__reference", "project__laboratory__organisation__name"),
}
MOST_ROWS = 500


@dataclass(frozen=True)
class Line:
    """One line of the reconciliation; every figure is in fen and opens its entries."""

    label: str
    amounts: dict[str, int]
    query: dict[str, str]

    @property
    def total(self) -> int:
        return sum(self.amounts.values())

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The figures in the order of the accounts, each with the entries that make it."""
        return [
            {
                "label": Account(account).label,
                "fen": self.amounts[account],
                "url": f"?{urlencode({**self.query, 'account': account})}",
            }
            for account in self.amounts
        ]


def lines_by(kind: str, entries: QuerySet[Entry]) -> list[Line]:
    """One line per call, institution or laboratory; only calls have money that nobody holds."""
    code, name = BY[kind]
    accounts = KEPT if kind == "call" else BOUND
    found = entries if kind == "call" else entries.filter(project__isnull=False)
    rows = found.standing_by(code, name)[:MOST_ROWS]  # type: ignore[attr-defined]
    lines = [
        Line(
            label=row[name] or "–",
            amounts={account: row[f"on_{account}"] for account in accounts},
            query={kind: row[code] or "-"},
        )
        for row in rows
    ]
    return [line for line in lines if any(line.amounts.values())] if kind != "call" else lines


def totals(lines: list[Line]) -> dict[str, int]:
    """The sums of all lines, in fen."""
    return {account: sum(line.amounts.get(account, 0) for line in lines) for account in KEPT}


def agrees(actor: Any) -> bool:
    """Whether the balances that the budgets keep are those that the ledger adds up to."""
    kept = Budget.objects.visible_to(actor).aggregate(
        **{str(account): Sum(str(account), default=0) for account in KEPT}
    )
    return kept == Entry.objects.visible_to(actor).standing(KEPT)


def chosen(entries: QuerySet[Entry], query: Any) -> QuerySet[Entry]:
    """The entries behind one figure; what the query does not know leaves nothing out."""
    for kind, (code, _name) in BY.items():
        if value := query.get(kind, "")[:40]:
            entries = entries.filter(**({f"{code}__isnull": True} if value == "-" else {code: value}))
    account = query.get("account", "")
    if account in Account.values:
        entries = entries.filter(Q(source=account) | Q(target=account))
    return entries
