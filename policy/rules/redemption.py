"""What must hold when redemption is requested and decided (the edition's choices; the seeds only imply it)."""

from policy.conditions import money, parties
from policy.facts.closing import RedemptionFacts
from policy.findings import Verdict, blocked, passed, warned
from policy.parameters import Parameters
from policy.payable import payable
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "redemption"


@rule("RED-1", chapter=CHAPTER, clause="Edition", uses=("subsidy_ratio",))
def amount_is_payable(facts: RedemptionFacts, parameters: Parameters) -> Verdict:
    """Payable is the smallest of face amount, share of the accepted cost, and what the yearly cap leaves."""
    result = payable(facts.face_fen, parameters.subsidy_ratio, facts.accepted_cost_fen, facts.cap_left_fen)
    figures = {
        "requested_fen": facts.requested_fen,
        "payable_fen": result.amount_fen,
        "face_fen": facts.face_fen,
        "subsidy_ratio": parameters.subsidy_ratio,
        "accepted_cost_fen": facts.accepted_cost_fen,
        "share_fen": result.share_fen,
        "cap_left_fen": facts.cap_left_fen,
    }
    if facts.requested_fen > result.amount_fen:
        return blocked(
            _(
                "%(requested_fen)s is above the payable %(payable_fen)s: face amount %(face_fen)s; "
                "%(subsidy_ratio)s of the accepted cost of %(accepted_cost_fen)s "
                "is %(share_fen)s; yearly cap: %(cap_left_fen)s."
            ),
            **figures,
        )
    if facts.requested_fen <= 0:
        return blocked(_("The amount must be above zero."), **figures)
    return passed(
        _(
            "%(requested_fen)s is within the payable %(payable_fen)s: face amount %(face_fen)s; "
            "%(subsidy_ratio)s of the accepted cost of %(accepted_cost_fen)s "
            "is %(share_fen)s; yearly cap: %(cap_left_fen)s."
        ),
        **figures,
    )


@rule("RED-2", chapter=CHAPTER, clause="Edition")
def voucher_is_redeemed_once(facts: RedemptionFacts, parameters: Parameters) -> Verdict:
    """A voucher is redeemed once."""
    if facts.already_redeemed:
        return blocked(_("The voucher has been redeemed already."))
    return passed(_("The voucher has not been redeemed before."))


@rule("RED-3", chapter=CHAPTER, clause="Edition")
def voucher_is_valid(facts: RedemptionFacts, parameters: Parameters) -> Verdict | None:
    """Redemption comes while the voucher is valid, its last day included."""
    return money.in_time(
        facts.redeem_by,
        facts.today,
        late=_("The voucher was valid until %(last_day)s."),
        timely=_("The voucher is valid until %(last_day)s."),
    )


@rule("RED-4", chapter=CHAPTER, clause="Edition", uses=("payee",))
def payee_agrees(facts: RedemptionFacts, parameters: Parameters) -> Verdict:
    """The edition says whether the laboratory or the applicant is paid; a team counts as the applicant."""
    side = "laboratory" if facts.payee_kind == "laboratory" else "enterprise"
    if side != parameters.payee:
        return blocked(
            _("This edition pays the %(payee_code)s, not the %(kind_code)s."),
            payee_code=parameters.payee,
            kind_code=facts.payee_kind,
        )
    return passed(_("The payee is as this edition says: %(kind_code)s."), kind_code=facts.payee_kind)


@rule("RED-5", chapter=CHAPTER, clause="Edition")
def account_is_complete(facts: RedemptionFacts, parameters: Parameters) -> Verdict:
    """The payee's bank account is complete."""
    if facts.payee_account_complete:
        return passed(_("The payee's bank account is complete."))
    return blocked(_("The payee's bank account is not complete."))


@rule("RED-6", chapter=CHAPTER, clause="Edition")
def invoices_are_used_once(facts: RedemptionFacts, parameters: Parameters) -> Verdict:
    """An invoice, known by its number and seller, is used once in all projects together."""
    return money.invoices_used_once(facts.invoices)


@rule("RED-7", chapter=CHAPTER, clause="Edition")
def two_persons_redeem(facts: RedemptionFacts, parameters: Parameters) -> Verdict | None:
    """Nobody decides about a redemption that they requested themselves."""
    if facts.actor_id is None or facts.requester_id is None:
        return None
    if facts.actor_id == facts.requester_id:
        return blocked(_("The person who requested the redemption cannot decide about it."))
    return passed(_("The redemption is decided by another person than the one who requested it."))


@rule("RED-10", chapter=CHAPTER, clause="Edition", uses=("service_checks_redemption",))
def service_institution_has_confirmed(facts: RedemptionFacts, parameters: Parameters) -> Verdict | None:
    """Where the edition says so, the professional service institution confirms the request before it is decided."""
    if not parameters.service_checks_redemption or facts.service_check is None:
        return None
    if facts.service_check == "nobody":
        return warned(
            _(
                "No professional service institution stands behind the laboratory; the office checks the request alone."
            )
        )
    if facts.service_check == "open":
        return blocked(_("The professional service institution has not confirmed the request yet."))
    return passed(_("The professional service institution has confirmed the request."))


@rule("RED-8", chapter=CHAPTER, clause="Edition", uses=("abnormal_listing",))
def applicant_is_in_good_standing(facts: RedemptionFacts, parameters: Parameters) -> Verdict | None:
    """The applicant is not deregistered and on no list of abnormal operation or serious breach."""
    return None if facts.applicant is None else parties.not_abnormal(facts.applicant, parameters)


@rule("RED-9", chapter=CHAPTER, clause="Q1", covers=("R1.1",), uses=("eligible_size_classes",))
def outgrown_is_pointed_out(facts: RedemptionFacts, parameters: Parameters) -> Verdict | None:
    """The size was judged on the day of application; an enterprise that has outgrown it since is pointed out."""
    if facts.applicant is None:
        return None
    verdict = parties.eligible_applicant(facts.applicant, parameters)
    return warned(verdict.message, **verdict.figures) if verdict.outcome == "block" else verdict
