"""Rows that pages show of the money: balances, the way to the payable amount, what one must see to decide."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications import perms
from applications.enums import State
from applications.facts import applicant_of, other_projects
from applications.models import Project
from applications.services.lookup import edition_of
from funds.enums import Account
from funds.facts import cap_left, cost_of
from funds.models import Budget, ClawBackCase, Entry, Redemption
from funds.services import explain_payable
from policy.conditions.money import awarded_elsewhere
from policy.parameters import Parameters, about
from policy.payable import Payable
from policy.rendering import percent
from policy.words import translate
from workflow.money import format_yuan

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


def payable_lines(project: Project, payable: Payable) -> list[Row]:
    """The way to the payable amount, each line with how it comes about and what fixes it: the smallest line decides."""
    edition = edition_of(project)
    return [
        {
            "words": translate(line.words),
            "fen": line.amount_fen,
            "decides": line.decides,
            "how": how,
            "source": _("Edition “%(edition)s”: %(parameter)s")
            % {"edition": edition.title, "parameter": translate(about(parameter).label)}
            if parameter
            else "",
        }
        for line, (how, parameter) in zip(payable.lines, _ways(project, edition.typed), strict=True)
    ]


def _ways(project: Project, parameters: Parameters) -> list[tuple[str, str]]:
    """How each line of the payable amount comes about, and the parameter behind it; in the order of the lines."""
    day = date_format(project.awarded_on, "DATE_FORMAT") if project.awarded_on else "–"
    kind = applicant_of(project).kind
    ways = [
        (_("As awarded on %(day)s; it stands on the voucher.") % {"day": day}, ""),
        (_share(project, parameters), "subsidy_ratio"),
    ]
    left, cap = cap_left(project, parameters), parameters.annual_cap_fen(kind)
    if left is not None and cap is not None:
        used = awarded_elsewhere(other_projects(project), parameters)
        words = _("%(cap)s in a year, less %(used)s awarded to this applicant for other projects.")
        figures = {"cap": format_yuan(cap), "used": format_yuan(used)}
        name = "annual_cap_per_team_fen" if kind == "team" else "annual_cap_per_enterprise_fen"
        ways.append((words % figures, name))
    return ways


def _share(project: Project, parameters: Parameters) -> str:
    accepted, bears = project.accepted_cost or 0, cost_of(project)
    figures = {"ratio": percent(parameters.subsidy_ratio), "accepted": format_yuan(accepted)}
    if bears < accepted:
        figures["bears"] = format_yuan(bears)
        words = _(
            "%(ratio)s of %(bears)s: the accepted cost of %(accepted)s counts up to the determined contract amount."
        )
    else:
        words = _("%(ratio)s of the accepted cost of %(accepted)s, rounded down to the fen.")
    return words % figures


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
        "payable_lines": payable_lines(project, payable) if payable else [],
        "payable_total": payable.amount_fen if payable else None,
        "case": _case(project, actor),
        "redemptions": Redemption.objects.for_project(project) if project.claimed_amount is not None else [],
    }


def _case(project: Project, actor: Actor) -> dict[str, Any] | None:
    """The open case of claw-back of a paid project, with the pages where this person decides about it."""
    if project.state != State.PAID or not getattr(project, "has_claw_back_case", True):
        return None
    case = ClawBackCase.objects.open_of(project)
    if case is None:
        return None
    decides = perms.can_claw_back(project, actor) and not project.is_own_matter(actor)
    names = ("claw_back_part", "drop_claw_back") if decides else ()
    pages = {name: project.step_url(name, "funds") for name in names}
    return {"credited": case.credited, "excess": case.excess, "opened_at": case.opened_at, "pages": pages}
