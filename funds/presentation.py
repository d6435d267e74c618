"""Rows that pages show of the money: balances, the way to the payable amount, what one must see to decide."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications import perms
from applications.enums import State
from applications.models import Project
from funds.enums import Account
from funds.models import Budget, Entry, Redemption
from funds.services import explain_payable
from policy.payable import Payable
from policy.words import translate

TONES = {
    Account.REDEEMED: "success",
    Account.COMMITTED: "progress",
    Account.RESERVED: "attention",
    Account.AVAILABLE: "rest",
}

Row = dict[str, Any]


def at_a_glance(project: Project) -> list[Row]:
    """What one must see beside every step that binds or returns money."""
    rows: list[Row] = [
        {"label": _("Project"), "value": project.title},
        {"label": _("Applicant"), "value": project.applicant.name},
        {"label": _("Open laboratory"), "value": project.laboratory.name if project.laboratory else ""},
        {"label": _("Approved amount"), "fen": project.recommended_amount},
        {"label": _("Face amount of the voucher"), "fen": project.award_amount},
        {"label": _("Public notice until"), "value": project.notice_until},
        {"label": _("To be used by"), "value": project.use_by},
        {"label": _("To be redeemed by"), "value": project.redeem_by},
    ]
    return [row for row in rows if row.get("fen") or row.get("value")]


def budget_rows(project: Project) -> list[Row]:
    """The project, and what its call has left."""
    budget = Budget.objects.of_call(project.call_id)
    return [
        *at_a_glance(project),
        {"label": _("Available in the budget of the call"), "fen": budget.available},
    ]


def payable_lines(payable: Payable) -> list[Row]:
    """The way to the payable amount: the smallest line decides."""
    return [
        {"words": translate(line.words), "fen": line.amount_fen, "decides": line.decides}
        for line in payable.lines
    ]


def redemption_rows(project: Project, redemption: Redemption, *, full_account: bool = False) -> list[Row]:
    """A request as the office or finance sees it."""
    return [
        {"label": _("Project"), "value": project.title},
        {"label": _("Voucher"), "value": project.voucher_number},
        {"label": _("Face amount of the voucher"), "fen": project.award_amount},
        {"label": _("Amount"), "fen": redemption.amount},
        {"label": _("Payee"), "value": redemption.payee.name if redemption.payee_id else ""},
        {"label": _("Bank"), "value": redemption.bank_name},
        {"label": _("Account holder"), "value": redemption.account_holder},
        {
            "label": _("Account number"),
            "value": redemption.account_number if full_account else redemption.masked_account,
        },
        {"label": _("Requested by"), "value": redemption.requested_by if redemption.requested_by_id else ""},
        {"label": _("Invoices less credit notes"), "fen": project.invoices.net()},
        *_service_check_row(project, redemption),
    ]


def _service_check_row(project: Project, redemption: Redemption) -> list[Row]:
    if not project.service_checks_redemption:
        return []
    by, words = redemption.service_checked_by, _("Not confirmed yet")
    return [{"label": _("Confirmed by the service institution"), "value": by or words}]


def meter(budget: Budget) -> list[Row]:
    """The four accounts of a budget as parts of its total."""
    return [
        {"label": account.label, "fen": getattr(budget, account), "tone": tone}
        for account, tone in TONES.items()
    ]


def panel(project: Project, actor: Actor) -> dict[str, Any]:
    """What `funds/_project_panel.html` needs; asks nothing for a project that never had money.

    The way to the payable amount is explained to the payee who can ask for it now; the office reads it where it decides.
    """
    if not project.award_amount:
        return {}
    asks = project.state == State.CLOSED and perms.is_payee(project, actor)
    payable = explain_payable(project) if asks else None
    return {
        "voucher": getattr(project, "voucher", None),
        "entries": Entry.objects.for_project(project),
        "payable_lines": payable_lines(payable) if payable else [],
        "payable_total": payable.amount_fen if payable else None,
        "redemptions": Redemption.objects.for_project(project) if project.claimed_amount is not None else [],
    }
