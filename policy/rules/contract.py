"""What a contract must meet before the Office clears it (Q2, Q6, Q7, Q8)."""

from policy.conditions import money, parties, purchases
from policy.facts.project import ContractFacts
from policy.findings import Verdict, blocked, passed, warned
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "contract"


@rule(
    "CON-1", chapter=CHAPTER, clause="Q6", covers=("R6.2", "R6.4"), uses=("supplement_cures_missing_clause",)
)
def contract_has_voucher_clause(facts: ContractFacts, parameters: Parameters) -> Verdict:
    """The contract contains voucher terms; without them it is no valid contract of a voucher project."""
    written = bool(facts.clause_text.strip())
    if facts.has_voucher_clause and written:
        return passed(_("The contract has a voucher clause."))
    if not facts.clause_in_supplement or not written:
        return blocked(_("The contract has no voucher clause and is not valid for a voucher project."))
    if parameters.supplement_cures_missing_clause:
        return passed(_("A supplement to the contract has the voucher clause."))
    return blocked(_("The voucher clause must stand in the contract itself; a supplement does not suffice."))


@rule("CON-2", chapter=CHAPTER, clause="Q6", covers=("R6.2",))
def voucher_amount_is_stated(facts: ContractFacts, parameters: Parameters) -> Verdict:
    """The contract states the voucher amount, and it is not above the voucher."""
    if facts.voucher_amount_fen is None:
        return blocked(_("The contract does not state the voucher amount."))
    figures = {"stated_fen": facts.voucher_amount_fen, "face_fen": facts.face_fen}
    if facts.voucher_amount_fen > facts.face_fen:
        return blocked(
            _("The contract states a voucher of %(stated_fen)s, above its face amount of %(face_fen)s."),
            **figures,
        )
    if facts.voucher_amount_fen < facts.face_fen:
        return warned(
            _("The contract states a voucher of %(stated_fen)s, below its face amount of %(face_fen)s."),
            **figures,
        )
    return passed(_("The contract states the voucher amount of %(stated_fen)s."), **figures)


@rule("CON-3", chapter=CHAPTER, clause="Q6", covers=("R6.2",))
def voucher_number_agrees(facts: ContractFacts, parameters: Parameters) -> Verdict | None:
    """A voucher number in the contract is the one that was awarded."""
    if not facts.voucher_number:
        return None
    if not facts.voucher_number_stated:
        return warned(
            _("The contract does not state the voucher number %(number)s."), number=facts.voucher_number
        )
    figures = {"number": facts.voucher_number, "stated": facts.voucher_number_stated}
    if facts.voucher_number_stated.strip().upper() != facts.voucher_number.strip().upper():
        return blocked(
            _("The contract states the voucher number %(stated)s instead of %(number)s."), **figures
        )
    return passed(_("The contract states the voucher number %(number)s."), **figures)


@rule("CON-4", chapter=CHAPTER, clause="Q6", covers=("R6.1",), uses=("contract_before_award",))
def award_comes_first(facts: ContractFacts, parameters: Parameters) -> Verdict:
    """The voucher is awarded first and the contract signed after; the same day is in order."""
    figures = {"signed_on": facts.signed_on, "award_date": facts.award_date}
    if facts.signed_on >= facts.award_date:
        return passed(
            _("The contract was signed on %(signed_on)s, after the award of %(award_date)s."), **figures
        )
    judge = warned if parameters.contract_before_award == "warn" else blocked
    return judge(
        _("The contract was signed on %(signed_on)s, before the award of %(award_date)s."), **figures
    )


@rule("CON-5", chapter=CHAPTER, clause="Q6", covers=("R6.1",))
def parties_agree(facts: ContractFacts, parameters: Parameters) -> Verdict:
    """Party A is the applicant and Party B the laboratory of the project."""
    if not facts.party_a_matches:
        return blocked(_("Party A of the contract is not the applicant."))
    if not facts.party_b_matches:
        return blocked(_("Party B of the contract is not the laboratory's legal person."))
    return passed(_("The parties of the contract are the parties of the project."))


@rule("CON-6", chapter=CHAPTER, clause="Edition")
def signature_is_not_in_future(facts: ContractFacts, parameters: Parameters) -> Verdict:
    """A contract is cleared after it has been signed."""
    if facts.signed_on > facts.today:
        return blocked(
            _("The contract is dated %(signed_on)s, which is in the future."), signed_on=facts.signed_on
        )
    return passed(_("The contract is signed."))


@rule("CON-7", chapter=CHAPTER, clause="Edition")
def contract_is_in_time(facts: ContractFacts, parameters: Parameters) -> Verdict | None:
    """The contract is signed until the last day of use of the voucher, that day included."""
    return money.in_time(
        facts.use_by,
        facts.signed_on,
        late=_("The contract was signed on %(day)s; the voucher could be used until %(last_day)s."),
        timely=_("The contract was signed on %(day)s; the voucher can be used until %(last_day)s."),
    )


@rule(
    "CON-8",
    chapter=CHAPTER,
    clause="Q2",
    covers=("R2.5",),
    uses=("new_tech_cap_ratio", "new_tech_cap_counts_own_expense"),
)
def purchases_within_share(facts: ContractFacts, parameters: Parameters) -> Verdict | None:
    """All purchases together stay within 30 % of the contract amount as determined by review."""
    return purchases.within_share(facts.purchases, facts.determined_fen, parameters)


@rule("CON-9", chapter=CHAPTER, clause="Q2", covers=("R2.5",))
def determined_amount_is_sound(facts: ContractFacts, parameters: Parameters) -> Verdict:
    """The determined contract amount is above zero and not above the contract."""
    figures = {"determined_fen": facts.determined_fen, "total_fen": facts.total_fen}
    if facts.determined_fen <= 0:
        return blocked(_("The determined contract amount must be above zero."), **figures)
    if facts.determined_fen > facts.total_fen:
        return blocked(
            _("The determined amount of %(determined_fen)s is above the contract amount of %(total_fen)s."),
            **figures,
        )
    return passed(_("Of the contract amount of %(total_fen)s, %(determined_fen)s is determined."), **figures)


@rule("CON-10", chapter=CHAPTER, clause="Edition")
def amount_agrees_with_plan(facts: ContractFacts, parameters: Parameters) -> Verdict | None:
    """A contract amount other than planned is pointed out; the voucher does not grow with it."""
    if facts.planned_fen is None:
        return None
    figures = {"total_fen": facts.total_fen, "planned_fen": facts.planned_fen}
    if facts.total_fen != facts.planned_fen:
        return warned(
            _("The contract is for %(total_fen)s; %(planned_fen)s was planned. The voucher does not grow."),
            **figures,
        )
    return passed(_("The contract is for %(total_fen)s, as planned."), **figures)


@rule("CON-11", chapter=CHAPTER, clause="Edition", uses=("subsidy_ratio",))
def voucher_fits_determined_amount(facts: ContractFacts, parameters: Parameters) -> Verdict:
    """A voucher above the edition's share of the determined amount cannot be redeemed in full; this is pointed out."""
    verdict = money.within_subsidy_ratio(facts.face_fen, facts.determined_fen, parameters)
    if verdict.outcome == "block":
        return warned(
            _(
                "At most %(limit_fen)s of the voucher can be redeemed, which is %(subsidy_ratio)s of %(cost_fen)s."
            ),
            **verdict.figures,
        )
    return verdict


@rule("CON-12", chapter=CHAPTER, clause="Q7", covers=("R7.2",), uses=("delisted_lab_effect",))
def laboratory_is_listed(facts: ContractFacts, parameters: Parameters) -> Verdict:
    """The laboratory is in the directory on the day of signature; after the award the edition may let it finish."""
    return parties.laboratory_still_listed(
        facts.laboratory, facts.signed_on, parameters, facts.delisting_accepted
    )


@rule("CON-13", chapter=CHAPTER, clause="Q8", covers=("R8.2", "R8.3"))
def failure_is_agreed(facts: ContractFacts, parameters: Parameters) -> Verdict:
    """The parties may agree in detail what happens when closing fails; nothing is prescribed, so a gap only warns."""
    if facts.has_failure_clause:
        return passed(_("The contract says what happens when closing fails."))
    return warned(
        _("The contract does not say what happens when closing fails; the parties may want to agree on it.")
    )


@rule("CON-14", chapter=CHAPTER, clause="Q2", covers=("R2.1",), uses=("purchase_applicant_kinds",))
def purchaser_is_allowed(facts: ContractFacts, parameters: Parameters) -> Verdict | None:
    """New technology is bought by small and micro enterprises; CON-12 judges the laboratory."""
    return purchases.by_allowed_applicant(facts.purchases, facts.applicant, None, parameters)


@rule("CON-15", chapter=CHAPTER, clause="Q2", covers=("R2.2",), uses=("purchase_purposes",))
def purchase_serves_purpose(facts: ContractFacts, parameters: Parameters) -> Verdict | None:
    """The cooperation serves service capability, new products, better own products or new application scenarios."""
    return purchases.for_allowed_purpose(facts.purchases, facts.purchase_purpose, parameters)


@rule("CON-16", chapter=CHAPTER, clause="Q2", covers=("R2.3",))
def purchase_is_justified(facts: ContractFacts, parameters: Parameters) -> Verdict | None:
    """Purchases follow the needs of the project, so each says why it is needed."""
    return purchases.justified(facts.purchases)


@rule("CON-17", chapter=CHAPTER, clause="Q2", covers=("R2.4",), uses=("new_tech_validity_date",))
def purchase_is_announced(facts: ContractFacts, parameters: Parameters) -> Verdict | None:
    """Items stand on the announced list and are valid on the day that counts in this edition."""
    counts = parameters.new_tech_validity_date
    day = (facts.applied_on or facts.signed_on) if counts == "application" else facts.signed_on
    return purchases.announced_and_valid(facts.purchases, day, decisive=counts != "purchase")


@rule("CON-18", chapter=CHAPTER, clause="Edition", uses=("affiliation",))
def parties_are_not_affiliated(facts: ContractFacts, parameters: Parameters) -> Verdict:
    """Applicant and laboratory are different parties without a common controller."""
    return parties.not_affiliated(facts.applicant, facts.laboratory, parameters)


@rule("CON-19", chapter=CHAPTER, clause="Edition", uses=("abnormal_listing",))
def applicant_is_in_good_standing(facts: ContractFacts, parameters: Parameters) -> Verdict:
    """The applicant is not deregistered and on no list of abnormal operation or serious breach."""
    return parties.not_abnormal(facts.applicant, parameters)


@rule("CON-20", chapter=CHAPTER, clause="Q6", covers=("R6.2",))
def differences_are_looked_at(facts: ContractFacts, parameters: Parameters) -> Verdict | None:
    """What the portal read off the paper decides nothing: a person has looked at each difference and said why it stands."""
    match facts.reading:
        case "none":
            return None
        case "waiting":
            return warned(_("The paper is still being read; look at it yourself or wait a moment."))
        case "unread":
            return warned(_("The portal could not read the paper; a person must read it."))
    if facts.reading_differences:
        return blocked(
            _("These differences between paper and project are not settled: %(rules)s."),
            rules=facts.reading_differences,
        )
    if facts.reading_gaps:
        return warned(
            _("These values were not found on the paper and nobody has confirmed them: %(rules)s."),
            rules=facts.reading_gaps,
        )
    return passed(_("Everything that was read off the paper agrees or was looked at."))
