"""The points an officer looks at in each state, and the findings that the rules left there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.enums import State
from applications.models import Project
from policy.rendering import render_stored
from workflow.models import Event

S = State
LONGEST_NAME = 80


@dataclass(frozen=True)
class Point:
    """One thing to look at: its lasting name, the question, and for a finding its outcome and clause."""

    name: str
    question: Any
    outcome: str = ""
    clause: str = ""


APPLICATION = (
    Point("party", _("The applicant is the party of the licence or certificate.")),
    Point("content", _("The technical content is concrete enough for others to judge it.")),
    Point("laboratory_fits", _("The laboratory can do this work and is not tied to the applicant.")),
    Point("amount", _("The planned amount fits the work that is described.")),
    Point("papers", _("All documents are there, readable and signed.")),
)
CONTRACT = (
    Point("parties", _("The parties of the contract are the applicant and the laboratory of the project.")),
    Point("signatures", _("All signatures and seals are there, with their dates.")),
    Point("same_content", _("The content is that of the approved application.")),
    Point("voucher_clause", _("The contract says how much of the price the voucher pays.")),
    Point("failure_clause", _("The contract says what follows when the closing review is not passed.")),
)
CLOSING = (
    Point("results", _("The results that the contract promises are there.")),
    Point("report", _("The report is the one that the laboratory confirmed.")),
    Point("invoices", _("Invoices and proofs of payment fit the contract and each other.")),
    Point("new_tech", _("New-technology purchases are listed and within their share.")),
)
MONEY = (
    Point("account", _("The account belongs to the payee.")),
    Point("claim", _("The claimed amount follows from the accepted cost.")),
    Point("originals", _("No invoice has been claimed elsewhere.")),
)
POINTS: dict[str, tuple[Point, ...]] = {
    S.SUBMITTED: APPLICATION,
    S.ENDORSED: APPLICATION,
    S.APPROVED: APPLICATION,
    S.OBJECTED: APPLICATION,
    S.CONTRACT_SUBMITTED: CONTRACT,
    S.CLOSING_SUBMITTED: CLOSING,
    S.IN_REVIEW: CLOSING,
    S.REDEMPTION_REQUESTED: MONEY,
    S.REDEEMED: MONEY,
}
# These tell of a step aside, not of the file.
NOT_OF_THE_FILE = {"record_assessment", "object"}


def last_findings(project: Project) -> list[dict[str, Any]]:
    """What the rules said at the last step that asked them."""
    events = Event.objects.of(project).exclude(transition__in=NOT_OF_THE_FILE).exclude(findings=[])
    return events.reverse().values_list("findings", flat=True).first() or []


def points(project: Project, findings: list[dict[str, Any]]) -> list[Point]:
    """The list of the present state: what the rules warned of first, then what only a person can judge."""
    raised = [
        Point(
            name=f"rule {finding['rule']}"[:LONGEST_NAME],
            question=render_stored(finding),
            outcome=finding["outcome"],
            clause=finding.get("clause", ""),
        )
        for finding in findings
        if finding["outcome"] != "pass"
    ]
    unique = {point.name: point for point in raised}
    return [*unique.values(), *POINTS.get(project.state, ())]
