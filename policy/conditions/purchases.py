"""Conditions on new technology, products and services bought for a project (Q2)."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from policy.facts.parties import Applicant, Laboratory, Purchase
from policy.findings import Verdict, blocked, passed, warned
from policy.parameters import Parameters
from policy.payable import share
from policy.words import gettext_noop as _

Purchases = Sequence[Purchase]


def supported(purchases: Purchases) -> list[Purchase]:
    """Return the lines the voucher is to support; lines at own expense are outside the rules of Q2."""
    return [line for line in purchases if not line.own_expense]


def by_allowed_applicant(
    purchases: Purchases, applicant: Applicant, laboratory: Laboratory | None, parameters: Parameters
) -> Verdict | None:
    """Only certain applicants may buy, and only within cooperation with a listed laboratory.

    Without `laboratory` its listing is left to another rule, which knows who may finish.
    """
    if not supported(purchases):
        return None
    if applicant.kind not in parameters.purchase_applicant_kinds:
        return blocked(
            _("A %(kind_code)s cannot buy new technology with the voucher; allowed is %(allowed_codes)s."),
            kind_code=applicant.kind,
            allowed_codes=parameters.purchase_applicant_kinds,
        )
    if laboratory is not None and not laboratory.listed:
        return blocked(_("New technology is supported only within cooperation with an open laboratory."))
    return passed(_("The purchases are part of cooperation with an open laboratory."))


def for_allowed_purpose(purchases: Purchases, purpose: str | None, parameters: Parameters) -> Verdict | None:
    """The purchases must serve one of the purposes of the edition."""
    if not supported(purchases):
        return None
    allowed = parameters.purchase_purposes
    if purpose not in allowed:
        return blocked(
            _("The purchases must serve one of these purposes: %(allowed_codes)s."), allowed_codes=allowed
        )
    return passed(_("The purchases serve %(purpose_code)s."), purpose_code=purpose)


def justified(purchases: Purchases) -> Verdict | None:
    """Every purchase follows the needs of the project and says why."""
    lines = supported(purchases)
    if not lines:
        return None
    if silent := [_name(purchases, line) for line in lines if not line.justification.strip()]:
        return blocked(_("It is not said why the project needs these items: %(items)s."), items=silent)
    return passed(_("Every purchase is justified by the needs of the project."))


def announced_and_valid(purchases: Purchases, day: date | None, *, decisive: bool) -> Verdict | None:
    """Every item stands on the announced list and is valid, its first and last day included.

    `day` is the day to check; without it every line is checked on its own day of purchase.
    """
    lines = supported(purchases)
    if not lines:
        return None
    if unlisted := [_name(purchases, line) for line in lines if not line.listed]:
        return blocked(
            _("These items are not on the announced list of new technology: %(items)s."), items=unlisted
        )
    invalid = [_name(purchases, line) for line in lines if not _valid(line, day or line.bought_on)]
    if not invalid:
        return passed(_("Every item is on the announced list and valid on the decisive day."))
    if not decisive:
        return warned(
            _("These items are not valid on %(day)s; what counts is a later day: %(items)s."),
            items=invalid,
            day=day,
        )
    if day is None:
        return blocked(_("These items were not valid on their day of purchase: %(items)s."), items=invalid)
    return blocked(_("These items are not valid on %(day)s: %(items)s."), items=invalid, day=day)


def _valid(line: Purchase, day: date | None) -> bool:
    if day is None:
        return False
    begun = line.valid_from is None or line.valid_from <= day
    return begun and (line.valid_to is None or day <= line.valid_to)


def _name(purchases: Purchases, line: Purchase) -> str:
    return line.number or f"#{purchases.index(line) + 1}"


def within_share(purchases: Purchases, contract_fen: int, parameters: Parameters) -> Verdict | None:
    """All purchases together stay within the edition's share of the contract amount, compared exactly in fen."""
    counted = list(purchases) if parameters.new_tech_cap_counts_own_expense else supported(purchases)
    if not counted:
        return None
    cap = parameters.new_tech_cap_ratio
    spent = sum(line.amount_fen for line in counted)
    limit = share(contract_fen, cap)
    figures = {
        "spent_fen": spent,
        "contract_fen": contract_fen,
        "limit_fen": limit,
        "cap_ratio": cap,
        "share_ratio": _shown(spent, contract_fen),
    }
    if spent > limit:
        return blocked(
            _(
                "Purchases of %(spent_fen)s are %(excess_fen)s above %(limit_fen)s, "
                "which is %(cap_ratio)s of %(contract_fen)s."
            ),
            excess_fen=spent - limit,
            **figures,
        )
    return passed(
        _("Purchases of %(spent_fen)s are within %(limit_fen)s, which is %(cap_ratio)s of %(contract_fen)s."),
        **figures,
    )


def _shown(part: int, whole: int) -> str:
    """Return a share with six decimals, for reading only: rules compare whole fen."""
    millionths = round(Fraction(part, whole) * 1_000_000) if whole else 0
    return f"{millionths // 1_000_000}.{millionths % 1_000_000:06d}"
