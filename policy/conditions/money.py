"""Conditions on amounts: shares, caps, and what other projects have already used."""

from collections.abc import Iterable
from datetime import date

from policy.facts.parties import Invoice, OtherProject
from policy.findings import Verdict, blocked, passed
from policy.parameters import Parameters
from policy.payable import share
from policy.words import gettext_noop as _


def within_subsidy_ratio(voucher_fen: int, cost_fen: int, parameters: Parameters) -> Verdict:
    """A voucher pays at most the edition's share of the cost, compared to the fen."""
    limit = share(cost_fen, parameters.subsidy_ratio)
    figures = {
        "amount_fen": voucher_fen,
        "cost_fen": cost_fen,
        "subsidy_ratio": parameters.subsidy_ratio,
        "limit_fen": limit,
    }
    if voucher_fen <= 0:
        return blocked(_("The amount must be above zero."), **figures)
    if voucher_fen > limit:
        return blocked(
            _("%(amount_fen)s is above %(limit_fen)s, which is %(subsidy_ratio)s of %(cost_fen)s."), **figures
        )
    return passed(
        _("%(amount_fen)s is within %(limit_fen)s, which is %(subsidy_ratio)s of %(cost_fen)s."), **figures
    )


def within_project_cap(amount_fen: int, parameters: Parameters) -> Verdict | None:
    """One project gets at most the edition's cap."""
    cap = parameters.cap_per_project_fen
    if cap is None:
        return None
    figures = {"amount_fen": amount_fen, "cap_fen": cap}
    if amount_fen > cap:
        return blocked(_("%(amount_fen)s is above the cap of %(cap_fen)s per project."), **figures)
    return passed(_("%(amount_fen)s is within the cap of %(cap_fen)s per project."), **figures)


def awarded_elsewhere(others: Iterable[OtherProject], parameters: Parameters) -> int:
    """Sum what counts in the year: the applicant's own projects, and its controller's where the edition says so."""
    return sum(
        other.awarded_fen
        for other in others
        if parameters.annual_cap_counts_controller or not other.by_controller
    )


def within_annual_cap(
    amount_fen: int, applicant_kind: str, others: Iterable[OtherProject], parameters: Parameters
) -> Verdict | None:
    """One applicant gets at most the edition's yearly cap, all its projects of the year together."""
    cap = parameters.annual_cap_fen(applicant_kind)
    if cap is None:
        return None
    used = awarded_elsewhere(others, parameters)
    figures = {"amount_fen": amount_fen, "used_fen": used, "cap_fen": cap, "left_fen": max(cap - used, 0)}
    if used + amount_fen > cap:
        return blocked(
            _(
                "%(amount_fen)s with %(used_fen)s already awarded this year is above %(cap_fen)s; %(left_fen)s is left."
            ),
            **figures,
        )
    return passed(
        _("%(amount_fen)s with %(used_fen)s already awarded this year is within %(cap_fen)s."), **figures
    )


def in_time(last_day: date | None, day: date, *, late: str, timely: str) -> Verdict | None:
    """A deadline is kept on its last day and missed on the next."""
    if last_day is None:
        return None
    return (blocked if day > last_day else passed)(
        late if day > last_day else timely, last_day=last_day, day=day
    )


def net_of(invoices: Iterable[Invoice]) -> int:
    """What invoices come to less their credit notes, in fen."""
    return sum(row.amount_fen if row.corrects is None else -row.amount_fen for row in invoices)


def invoices_used_once(invoices: Iterable[Invoice]) -> Verdict:
    """The same number of the same seller may be used once, here and in all other projects."""
    seen: set[tuple[str, str]] = set()
    repeated: set[str] = set()
    for invoice in invoices:
        key = (invoice.number.strip().upper(), invoice.seller_uscc.strip().upper())
        if key in seen or invoice.used_elsewhere:
            repeated.add(invoice.number)
        seen.add(key)
    if repeated:
        return blocked(_("These invoices are used more than once: %(numbers)s."), numbers=sorted(repeated))
    return passed(_("Every invoice is used once."))
