"""Shares as pictures: what the purchases and the voucher make of the contract amount, and the edition's limit."""

from typing import Any

from django.utils.translation import gettext as _

from applications.facts import purchases_of
from applications.models import Project
from applications.topics import BUYING, PLAN, Topic
from policy.conditions.purchases import supported
from policy.parameters import Parameters
from policy.payable import share


def meter_of(project: Project, topic: Topic, parameters: Parameters) -> dict[str, Any] | None:
    """The meter of a topic's page, as components/meter.html takes it; nothing without a contract amount."""
    if not project.total_amount:
        return None
    if topic is BUYING:
        return _purchases(project, parameters)
    if topic is PLAN and project.requested_amount is not None:
        return _voucher(project, parameters)
    return None


def _purchases(project: Project, parameters: Parameters) -> dict[str, Any]:
    """What may be paid by the voucher counts towards the share (Q2)."""
    lines = purchases_of(project)
    counted = lines if parameters.new_tech_cap_counts_own_expense else supported(lines)
    spent, total = sum(line.amount_fen for line in counted), project.total_amount or 0
    limit = share(total, parameters.new_tech_cap_ratio)
    return _meter(_("New technology and new products"), spent, total, limit)


def _voucher(project: Project, parameters: Parameters) -> dict[str, Any]:
    total = project.total_amount or 0
    limit = share(total, parameters.subsidy_ratio)
    return _meter(_("Voucher applied for"), project.requested_amount or 0, total, limit)


def _meter(label: str, spent: int, total: int, limit: int) -> dict[str, Any]:
    parts = [{"label": label, "fen": spent, "tone": "danger" if spent > limit else "brand"}]
    if spent < total:
        rest = {"label": _("The rest of the contract"), "fen": total - spent, "tone": "rest"}
        parts.append(rest)
    return {
        "label": _("Planned contract amount"),
        "parts": parts,
        "total": total,
        "limit": limit,
        "limit_label": _("At most"),
    }
