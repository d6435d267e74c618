"""What a change of a cleared contract must meet before the Office grants it: never more money without a new review."""

from policy.conditions import money, parties, purchases
from policy.facts.change import ChangeFacts
from policy.findings import Verdict, blocked, passed, warned
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "change"
REWRITES = ("period", "amount", "laboratory")


@rule("CHG-1", chapter=CHAPTER, clause="Edition")
def change_is_agreed_in_writing(facts: ChangeFacts, parameters: Parameters) -> Verdict | None:
    """The parties change their contract by a signed supplement; the Office only allows it."""
    if facts.kind not in REWRITES:
        return None
    if facts.has_supplement:
        return passed(_("The signed supplement of the parties is on file."))
    return blocked(_("The signed supplement of the parties is missing."))


@rule("CHG-2", chapter=CHAPTER, clause="Edition")
def voucher_never_grows(facts: ChangeFacts, parameters: Parameters) -> Verdict:
    """A change never raises the voucher; more money takes a new application and a new review."""
    figures = {"voucher_fen": facts.voucher_fen, "face_fen": facts.face_fen}
    if facts.voucher_fen > facts.face_fen:
        return blocked(
            _("The voucher would grow from %(face_fen)s to %(voucher_fen)s; that takes a new review."),
            **figures,
        )
    if facts.voucher_fen < facts.face_fen:
        return passed(
            _("The voucher falls from %(face_fen)s to %(voucher_fen)s; the difference is released."),
            **figures,
        )
    return passed(_("The voucher stays at %(face_fen)s."), **figures)


@rule("CHG-3", chapter=CHAPTER, clause="Q2", covers=("R2.5",))
def determined_amount_never_grows(facts: ChangeFacts, parameters: Parameters) -> Verdict | None:
    """The amount is determined anew, above zero, within the changed contract and never above what was determined before."""
    if facts.kind != "amount":
        return None
    figures = {
        "determined_fen": facts.determined_fen,
        "before_fen": facts.determined_before_fen,
        "total_fen": facts.total_fen,
    }
    if facts.determined_fen <= 0:
        return blocked(_("The determined contract amount must be above zero."), **figures)
    if facts.determined_fen > facts.total_fen:
        return blocked(
            _("The determined amount of %(determined_fen)s is above the contract amount of %(total_fen)s."),
            **figures,
        )
    if facts.determined_fen > facts.determined_before_fen:
        return blocked(
            _(
                "%(determined_fen)s is above the %(before_fen)s that were determined; that takes a new review."
            ),
            **figures,
        )
    return passed(_("Of the contract amount of %(total_fen)s, %(determined_fen)s is determined."), **figures)


@rule(
    "CHG-4",
    chapter=CHAPTER,
    clause="Q2",
    covers=("R2.5",),
    uses=("new_tech_cap_ratio", "new_tech_cap_counts_own_expense"),
)
def purchases_within_share(facts: ChangeFacts, parameters: Parameters) -> Verdict | None:
    """All purchases together stay within 30 % of the newly determined contract amount."""
    if facts.kind != "amount":
        return None
    return purchases.within_share(facts.purchases, facts.determined_fen, parameters)


@rule("CHG-5", chapter=CHAPTER, clause="Edition", uses=("subsidy_ratio",))
def voucher_fits_determined_amount(facts: ChangeFacts, parameters: Parameters) -> Verdict | None:
    """After a change of the amount the voucher stays within the edition's share of what was determined."""
    if facts.kind != "amount":
        return None
    return money.within_subsidy_ratio(facts.voucher_fen, facts.determined_fen, parameters)


@rule("CHG-6", chapter=CHAPTER, clause="Edition")
def period_is_in_order(facts: ChangeFacts, parameters: Parameters) -> Verdict | None:
    """The work ends on or after the day it begins; an end after the last day to redeem is pointed out."""
    if facts.kind != "period" or facts.period_to is None:
        return None
    figures = {"period_from": facts.period_from, "period_to": facts.period_to}
    if facts.period_from is not None and facts.period_to < facts.period_from:
        return blocked(
            _("The work would end on %(period_to)s, before it begins on %(period_from)s."), **figures
        )
    if facts.redeem_by is not None and facts.period_to > facts.redeem_by:
        return warned(
            _(
                "The work would end on %(period_to)s; the voucher can be redeemed until %(redeem_by)s and gets no "
                "longer by the change."
            ),
            redeem_by=facts.redeem_by,
            **figures,
        )
    return passed(_("The work ends on %(period_to)s."), **figures)


@rule("CHG-7", chapter=CHAPTER, clause="Q7", covers=("R7.1",), uses=("lab_kinds", "levelled_lab_kinds"))
def laboratory_kind_is_allowed(facts: ChangeFacts, parameters: Parameters) -> Verdict | None:
    """A new laboratory is of a kind that an application could have named."""
    if facts.kind != "laboratory":
        return None
    return parties.laboratory_kind(facts.laboratory.kind, facts.laboratory.level, parameters)


@rule("CHG-8", chapter=CHAPTER, clause="Q7", covers=("R7.2",))
def laboratory_is_listed(facts: ChangeFacts, parameters: Parameters) -> Verdict | None:
    """A new laboratory stands in the open-laboratory directory on the day of the decision."""
    if facts.kind != "laboratory":
        return None
    return parties.laboratory_listed(facts.laboratory, facts.today)


@rule("CHG-9", chapter=CHAPTER, clause="Q3", covers=("R3.1",))
def laboratory_offers_design(facts: ChangeFacts, parameters: Parameters) -> Verdict | None:
    """A new laboratory for an industrial design project offers industrial design services."""
    if facts.kind != "laboratory" or not facts.industrial_design:
        return None
    return parties.laboratory_offers_design(facts.laboratory)


@rule("CHG-10", chapter=CHAPTER, clause="Edition", uses=("affiliation",))
def parties_are_not_affiliated(facts: ChangeFacts, parameters: Parameters) -> Verdict | None:
    """Applicant and new laboratory are different parties without a common controller."""
    if facts.kind != "laboratory":
        return None
    return parties.not_affiliated(facts.applicant, facts.laboratory, parameters)
