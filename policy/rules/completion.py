"""What a closing report must meet before it can be submitted (Q2, Q7 and the edition's limits)."""

from policy import uscc
from policy.conditions import money, parties, purchases
from policy.facts.closing import CompletionFacts
from policy.findings import Verdict, blocked, passed, warned
from policy.parameters import Parameters
from policy.registry import rule
from policy.rules.correction import closing_retries
from policy.words import gettext_noop as _

CHAPTER = "completion"


@rule("CMP-1", chapter=CHAPTER, clause="Edition")
def report_is_complete(facts: CompletionFacts, parameters: Parameters) -> Verdict:
    """The report says what was done, what came out and what it cost, and proves the payments."""
    if not facts.work_described:
        return blocked(_("The report does not say what was done against the plan."))
    if not facts.results_described:
        return blocked(_("The report does not say what came out."))
    if not facts.costs_described:
        return blocked(_("The report does not state the actual cost."))
    if not facts.payments_proven:
        return blocked(_("The payments are not proven."))
    return passed(_("The report is complete."))


@rule("CMP-2", chapter=CHAPTER, clause="Edition")
def laboratory_has_confirmed(facts: CompletionFacts, parameters: Parameters) -> Verdict:
    """The laboratory confirms the report before it is submitted."""
    if facts.laboratory_confirmed:
        return passed(_("The laboratory has confirmed the report."))
    return blocked(_("The laboratory has not confirmed the report."))


@rule("CMP-3", chapter=CHAPTER, clause="Edition")
def invoices_cover_cost(facts: CompletionFacts, parameters: Parameters) -> Verdict:
    """The actual cost rests on invoices less their credit notes; what they do not cover is pointed out."""
    total = money.net_of(facts.invoices)
    figures = {"invoiced_fen": total, "cost_fen": facts.actual_cost_fen}
    if not facts.invoices:
        return blocked(_("There is no invoice."), **figures)
    if total <= 0:
        return blocked(_("The credit notes take back every invoice."), **figures)
    if total < facts.actual_cost_fen:
        return warned(
            _("The invoices add up to %(invoiced_fen)s; the actual cost is %(cost_fen)s."), **figures
        )
    return passed(_("The invoices of %(invoiced_fen)s cover the actual cost of %(cost_fen)s."), **figures)


@rule("CMP-4", chapter=CHAPTER, clause="Edition")
def invoices_are_used_once(facts: CompletionFacts, parameters: Parameters) -> Verdict:
    """An invoice, known by its number and seller, is used once in all projects together."""
    return money.invoices_used_once(facts.invoices)


@rule("CMP-5", chapter=CHAPTER, clause="Edition", covers=("USCC",))
def sellers_are_known(facts: CompletionFacts, parameters: Parameters) -> Verdict | None:
    """The seller of an invoice has a well-formed credit code; one that is not the laboratory is pointed out."""
    if malformed := sorted(
        line.number for line in facts.invoices if not uscc.is_well_formed(line.seller_uscc)
    ):
        return blocked(
            _("The seller's credit code is wrong on these invoices: %(numbers)s."), numbers=malformed
        )
    laboratory = facts.laboratory.uscc
    if not laboratory or not facts.invoices:
        return None
    own = uscc.normalise(laboratory)
    if others := sorted(line.number for line in facts.invoices if uscc.normalise(line.seller_uscc) != own):
        return warned(
            _("These invoices come from another seller than the laboratory: %(numbers)s."), numbers=others
        )
    return passed(_("All invoices come from the laboratory."))


@rule(
    "CMP-6",
    chapter=CHAPTER,
    clause="Q2",
    covers=("R2.5",),
    uses=("new_tech_cap_ratio", "new_tech_cap_counts_own_expense"),
)
def purchases_within_share(facts: CompletionFacts, parameters: Parameters) -> Verdict | None:
    """What was bought stays within 30 % of the contract amount as determined by review."""
    return purchases.within_share(facts.purchases, facts.determined_fen, parameters)


@rule("CMP-7", chapter=CHAPTER, clause="Q2", covers=("R2.4",), uses=("new_tech_validity_date",))
def purchase_is_announced(facts: CompletionFacts, parameters: Parameters) -> Verdict | None:
    """Items stand on the announced list and were valid on the day that counts in this edition."""
    day = {"application": facts.applied_on, "contract": facts.signed_on}.get(
        parameters.new_tech_validity_date
    )
    return purchases.announced_and_valid(facts.purchases, day, decisive=True)


@rule("CMP-8", chapter=CHAPTER, clause="Q2", covers=("R2.2", "R2.3"), uses=("purchase_purposes",))
def purchase_is_needed(facts: CompletionFacts, parameters: Parameters) -> Verdict | None:
    """What was bought serves a purpose of the edition and is justified line by line."""
    verdict = purchases.for_allowed_purpose(facts.purchases, facts.purchase_purpose, parameters)
    if verdict is None or verdict.outcome == "block":
        return verdict
    return purchases.justified(facts.purchases)


@rule("CMP-9", chapter=CHAPTER, clause="Edition")
def report_is_in_time(facts: CompletionFacts, parameters: Parameters) -> Verdict | None:
    """The report comes while the voucher is valid, its last day included."""
    return money.in_time(
        facts.redeem_by,
        facts.today,
        late=_("The voucher was valid until %(last_day)s."),
        timely=_("The voucher is valid until %(last_day)s."),
    )


@rule("CMP-10", chapter=CHAPTER, clause="Q7", covers=("R7.2",), uses=("delisted_lab_effect",))
def laboratory_is_listed(facts: CompletionFacts, parameters: Parameters) -> Verdict:
    """A laboratory that left the directory during the work may finish where the edition says so."""
    return parties.laboratory_still_listed(facts.laboratory, facts.today, parameters)


@rule("CMP-11", chapter=CHAPTER, clause="Q8", uses=("closing_retry_limit",))
def retry_within_limit(facts: CompletionFacts, parameters: Parameters) -> Verdict | None:
    """A failed closing may be tried again as often as the edition allows; the seeds do not say."""
    return closing_retries(facts.failed_closings, parameters)


@rule("CMP-12", chapter=CHAPTER, clause="Edition")
def cost_agrees_with_contract(facts: CompletionFacts, parameters: Parameters) -> Verdict:
    """A cost other than determined is pointed out: below it the voucher may pay less, above it never more."""
    figures = {"cost_fen": facts.actual_cost_fen, "determined_fen": facts.determined_fen}
    if facts.actual_cost_fen < facts.determined_fen:
        return warned(
            _(
                "The cost of %(cost_fen)s is below the determined %(determined_fen)s; the voucher may pay less."
            ),
            **figures,
        )
    if facts.actual_cost_fen > facts.determined_fen:
        return warned(
            _(
                "The cost of %(cost_fen)s is above the determined %(determined_fen)s; the voucher does not grow."
            ),
            **figures,
        )
    return passed(_("The cost is as determined: %(cost_fen)s."), **figures)


@rule("CMP-13", chapter=CHAPTER, clause="Edition", uses=("abnormal_listing",))
def applicant_is_in_good_standing(facts: CompletionFacts, parameters: Parameters) -> Verdict:
    """The applicant is not deregistered and on no list of abnormal operation or serious breach."""
    return parties.not_abnormal(facts.applicant, parameters)
