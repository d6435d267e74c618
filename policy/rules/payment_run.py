"""What must hold when a run of bank transfers is approved (the edition's choices)."""

from policy.facts.payment_run import PaymentRunFacts
from policy.findings import Verdict, blocked, passed
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "payment_run"


@rule("RUN-1", chapter=CHAPTER, clause="Edition")
def two_persons_approve(facts: PaymentRunFacts, parameters: Parameters) -> Verdict | None:
    """Nobody approves a run that they drew up."""
    if facts.actor_id is None:
        return None
    if facts.actor_id == facts.drawn_up_by_id:
        return blocked(_("The person who drew the run up cannot approve it."))
    return passed(_("The run is approved by another person than the one who drew it up."))


@rule("RUN-2", chapter=CHAPTER, clause="Edition")
def nobody_pays_own_decision(facts: PaymentRunFacts, parameters: Parameters) -> Verdict | None:
    """Nobody approves the payment of what they redeemed."""
    if facts.actor_id is None:
        return None
    own = sorted(row.reference for row in facts.transfers if row.redeemer_id == facts.actor_id)
    if own:
        return blocked(_("You decided these redemptions yourself: %(projects)s."), projects=own)
    return passed(_("None of the redemptions was decided by the person who approves."))


@rule("RUN-3", chapter=CHAPTER, clause="Edition")
def transfers_are_as_locked(facts: PaymentRunFacts, parameters: Parameters) -> Verdict:
    """A run has transfers, and still the number and total with which it was locked."""
    total = sum(row.amount_fen for row in facts.transfers)
    figures = {"count": len(facts.transfers), "total_fen": total}
    if not facts.transfers:
        return blocked(_("The run holds no transfer."))
    if (len(facts.transfers), total) != (facts.counted, facts.total_fen):
        return blocked(
            _(
                "The run holds %(count)s transfers over %(total_fen)s; %(counted)s over %(locked_fen)s were locked."
            ),
            counted=facts.counted,
            locked_fen=facts.total_fen,
            **figures,
        )
    return passed(_("The run holds %(count)s transfers over %(total_fen)s, as it was locked."), **figures)


@rule("RUN-4", chapter=CHAPTER, clause="Edition")
def amounts_are_the_redeemed_ones(facts: PaymentRunFacts, parameters: Parameters) -> Verdict:
    """Exactly the redeemed amount is transferred, and only while it still waits for its payment."""
    if gone := sorted(row.reference for row in facts.transfers if not row.still_waiting):
        return blocked(_("These projects no longer wait for their payment: %(projects)s."), projects=gone)
    if wrong := sorted(row.reference for row in facts.transfers if row.amount_fen != row.redeemed_fen):
        return blocked(_("In these projects another amount was redeemed: %(projects)s."), projects=wrong)
    return passed(_("Every transfer is over the amount that was redeemed."))


@rule("RUN-5", chapter=CHAPTER, clause="Edition")
def accounts_are_confirmed(facts: PaymentRunFacts, parameters: Parameters) -> Verdict:
    """A second person has confirmed every bank account."""
    if open_ones := sorted(row.reference for row in facts.transfers if not row.account_confirmed):
        return blocked(
            _("Nobody has confirmed the bank accounts of these projects: %(projects)s."), projects=open_ones
        )
    return passed(_("A second person has confirmed every bank account."))
