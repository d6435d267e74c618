"""What must hold when a redeemed voucher is paid (the edition's choices)."""

from policy.facts.closing import PaymentFacts
from policy.findings import Verdict, blocked, passed
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "payment"


@rule("PAY-1", chapter=CHAPTER, clause="Edition")
def two_persons_pay(facts: PaymentFacts, parameters: Parameters) -> Verdict:
    """Nobody pays what they decided themselves."""
    if facts.actor_id == facts.redeemer_id:
        return blocked(_("The person who decided the redemption cannot pay it."))
    return passed(_("The payment is made by another person than the one who decided the redemption."))


@rule("PAY-2", chapter=CHAPTER, clause="Edition")
def amount_is_the_redeemed_one(facts: PaymentFacts, parameters: Parameters) -> Verdict:
    """Exactly the redeemed amount is paid, and once."""
    figures = {"amount_fen": facts.amount_fen, "redeemed_fen": facts.redeemed_fen}
    if facts.already_paid:
        return blocked(_("The voucher has been paid already."), **figures)
    if facts.amount_fen != facts.redeemed_fen:
        return blocked(_("%(amount_fen)s is to be paid, but %(redeemed_fen)s was redeemed."), **figures)
    return passed(_("The redeemed %(redeemed_fen)s is paid."), **figures)
