"""Compares what was read off a contract with the project (Q2, Q6, Q8): agrees, differs, or not found.

In this chapter *block* means that two values differ and *warn* that a person must look. Nothing is decided here: an
officer confirms or overrules every finding, and the chapter contract asks whether that was done.
"""

from policy.facts.reading import ReadingFacts
from policy.findings import Verdict, blocked, passed, warned
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "reading"


@rule("REA-1", chapter=CHAPTER, clause="Q6", covers=("R6.1",))
def party_a_is_the_applicant(facts: ReadingFacts, parameters: Parameters) -> Verdict | None:
    """Party A on the paper is the applicant."""
    return _named(
        facts.party_a,
        facts.party_a_expected,
        facts.party_a_agrees,
        missing=_("Party A was not found on the paper."),
        agrees=_("Party A is %(expected)s."),
        differs=_("The paper names %(stated)s as Party A; the applicant is %(expected)s."),
    )


@rule("REA-2", chapter=CHAPTER, clause="Q6", covers=("R6.1",))
def party_b_is_the_laboratory(facts: ReadingFacts, parameters: Parameters) -> Verdict | None:
    """Party B on the paper is the laboratory or its house."""
    return _named(
        facts.party_b,
        facts.party_b_expected,
        facts.party_b_agrees,
        missing=_("Party B was not found on the paper."),
        agrees=_("Party B is %(expected)s."),
        differs=_("The paper names %(stated)s as Party B; the laboratory is %(expected)s."),
    )


@rule("REA-3", chapter=CHAPTER, clause="Q6", covers=("R6.1",))
def code_a_is_the_applicants(facts: ReadingFacts, parameters: Parameters) -> Verdict | None:
    """The credit code of Party A is the applicant's."""
    return _named(
        facts.code_a,
        facts.code_a_expected,
        facts.code_a == facts.code_a_expected,
        missing=_("The credit code of Party A was not found on the paper."),
        agrees=_("The credit code of Party A is %(expected)s."),
        differs=_("The paper gives Party A the credit code %(stated)s instead of %(expected)s."),
    )


@rule("REA-4", chapter=CHAPTER, clause="Q6", covers=("R6.1",))
def code_b_is_the_laboratorys(facts: ReadingFacts, parameters: Parameters) -> Verdict | None:
    """The credit code of Party B is the laboratory's or its house's."""
    return _named(
        facts.code_b,
        facts.code_b_expected,
        facts.code_b == facts.code_b_expected,
        missing=_("The credit code of Party B was not found on the paper."),
        agrees=_("The credit code of Party B is %(expected)s."),
        differs=_("The paper gives Party B the credit code %(stated)s instead of %(expected)s."),
    )


def _named(
    stated: str | None, expected: str | None, same: bool, *, missing: str, agrees: str, differs: str
) -> Verdict | None:
    if expected is None:
        return None
    if stated is None:
        return warned(missing)
    return (passed if same else blocked)(agrees if same else differs, stated=stated, expected=expected)


@rule("REA-5", chapter=CHAPTER, clause="Q6", covers=("R6.1",), uses=("contract_before_award",))
def signed_after_the_award(facts: ReadingFacts, parameters: Parameters) -> Verdict | None:
    """The paper was signed on the day of the award or later."""
    if facts.award_date is None:
        return None
    if facts.signed_on is None:
        return warned(_("The day of signature was not found on the paper."))
    figures = {"signed_on": facts.signed_on, "award_date": facts.award_date}
    if facts.signed_on >= facts.award_date:
        return passed(
            _("The contract was signed on %(signed_on)s, after the award of %(award_date)s."), **figures
        )
    judge = warned if parameters.contract_before_award == "warn" else blocked
    return judge(
        _("The contract was signed on %(signed_on)s, before the award of %(award_date)s."), **figures
    )


@rule("REA-6", chapter=CHAPTER, clause="Edition")
def signed_as_typed(facts: ReadingFacts, parameters: Parameters) -> Verdict | None:
    """The day of signature that was typed is the one on the paper."""
    if facts.signed_on is None or facts.signed_on_typed is None:
        return None
    figures = {"stated": facts.signed_on, "typed": facts.signed_on_typed}
    if facts.signed_on == facts.signed_on_typed:
        return passed(_("The day of signature was typed as it stands on the paper."), **figures)
    return blocked(_("The paper was signed on %(stated)s; %(typed)s was typed."), **figures)


@rule("REA-7", chapter=CHAPTER, clause="Edition")
def figures_agree_with_capitals(facts: ReadingFacts, parameters: Parameters) -> Verdict:
    """The contract amount in figures is the one in capitals, to the fen."""
    if facts.total_fen is None:
        return warned(_("The contract amount in figures was not found on the paper."))
    if facts.words_fen is None:
        return warned(_("The contract amount in capitals was not found on the paper."))
    figures = {"total_fen": facts.total_fen, "words_fen": facts.words_fen}
    if facts.total_fen == facts.words_fen:
        return passed(_("Figures and capitals both say %(total_fen)s."), **figures)
    return blocked(_("The figures say %(total_fen)s, the capitals %(words_fen)s."), **figures)


@rule("REA-8", chapter=CHAPTER, clause="Edition")
def total_is_as_told(facts: ReadingFacts, parameters: Parameters) -> Verdict | None:
    """The contract amount on the paper is the one that was typed, or planned before anything is typed."""
    if facts.total_expected_fen is None or facts.total_fen is None:
        return None
    figures = {"stated_fen": facts.total_fen, "expected_fen": facts.total_expected_fen}
    if facts.total_fen == facts.total_expected_fen:
        return passed(_("The contract amount on the paper is %(stated_fen)s, as told."), **figures)
    return blocked(
        _("The contract amount on the paper is %(stated_fen)s; told was %(expected_fen)s."), **figures
    )


@rule("REA-9", chapter=CHAPTER, clause="Edition")
def payments_make_the_total(facts: ReadingFacts, parameters: Parameters) -> Verdict | None:
    """The instalments on the paper make up the contract amount, or what is left of it beside the voucher."""
    if facts.payments_fen is None or facts.total_fen is None:
        return None
    figures = {"payments_fen": facts.payments_fen, "total_fen": facts.total_fen}
    beside = facts.total_fen - (facts.voucher_amount_fen or 0)
    if facts.payments_fen in {facts.total_fen, beside}:
        return passed(_("The instalments of %(payments_fen)s make up the contract amount."), **figures)
    return blocked(
        _("The instalments add up to %(payments_fen)s; the contract amount is %(total_fen)s."), **figures
    )


@rule("REA-10", chapter=CHAPTER, clause="Q6", covers=("R6.2", "R6.4"))
def voucher_clause_is_there(facts: ReadingFacts, parameters: Parameters) -> Verdict:
    """The paper has a voucher clause."""
    if facts.has_voucher_clause:
        return passed(_("The paper has a voucher clause."))
    return warned(_("No voucher clause was found on the paper; without one the contract is not valid."))


@rule("REA-11", chapter=CHAPTER, clause="Q6", covers=("R6.2",))
def voucher_number_is_right(facts: ReadingFacts, parameters: Parameters) -> Verdict | None:
    """A voucher number on the paper is the one that was awarded."""
    if facts.voucher_number_expected is None or not facts.has_voucher_clause:
        return None
    if facts.voucher_number is None:
        return warned(_("No voucher number was found on the paper."))
    figures = {"stated": facts.voucher_number, "expected": facts.voucher_number_expected}
    if facts.voucher_number.upper() == facts.voucher_number_expected.upper():
        return passed(_("The paper names the voucher %(expected)s."), **figures)
    return blocked(_("The paper names the voucher %(stated)s instead of %(expected)s."), **figures)


@rule("REA-12", chapter=CHAPTER, clause="Q6", covers=("R6.2",))
def voucher_amount_is_right(facts: ReadingFacts, parameters: Parameters) -> Verdict | None:
    """The voucher amount on the paper is the face amount of the voucher."""
    if not facts.has_voucher_clause:
        return None
    if facts.voucher_amount_fen is None:
        return warned(_("The voucher clause on the paper states no amount."))
    if facts.face_fen is None:
        return passed(_("The paper states a voucher of %(stated_fen)s."), stated_fen=facts.voucher_amount_fen)
    figures = {"stated_fen": facts.voucher_amount_fen, "face_fen": facts.face_fen}
    if facts.voucher_amount_fen == facts.face_fen:
        return passed(_("The paper states the voucher amount of %(face_fen)s."), **figures)
    return blocked(_("The paper states a voucher of %(stated_fen)s; awarded was %(face_fen)s."), **figures)


@rule("REA-13", chapter=CHAPTER, clause="Edition")
def parts_make_the_total(facts: ReadingFacts, parameters: Parameters) -> Verdict | None:
    """Voucher and own payment together make the contract amount."""
    if facts.own_payment_fen is None or facts.voucher_amount_fen is None or facts.total_fen is None:
        return None
    together = facts.own_payment_fen + facts.voucher_amount_fen
    figures = {"together_fen": together, "total_fen": facts.total_fen}
    if together == facts.total_fen:
        return passed(_("Voucher and own payment make up the contract amount of %(total_fen)s."), **figures)
    return blocked(
        _("Voucher and own payment make %(together_fen)s; the contract amount is %(total_fen)s."), **figures
    )


@rule("REA-14", chapter=CHAPTER, clause="Q8", covers=("R8.3",))
def failure_clause_is_there(facts: ReadingFacts, parameters: Parameters) -> Verdict:
    """The paper says what happens when closing fails; the programme prescribes nothing."""
    if facts.has_failure_clause:
        return passed(_("The paper says what happens when closing fails."))
    return warned(_("No clause for a failed closing review was found on the paper."))


@rule("REA-15", chapter=CHAPTER, clause="Q2", covers=("R2.4",))
def purchases_are_as_applied(facts: ReadingFacts, parameters: Parameters) -> Verdict | None:
    """New technology on the paper costs what the application says."""
    expected = facts.purchases_expected_fen
    if facts.purchases_fen is None:
        return warned(_("The new-technology purchases were not found on the paper.")) if expected else None
    if expected is None:
        return None
    figures = {"stated_fen": facts.purchases_fen, "expected_fen": expected}
    if facts.purchases_fen == expected:
        return passed(_("New technology on the paper costs %(stated_fen)s, as applied for."), **figures)
    return blocked(
        _("New technology on the paper costs %(stated_fen)s; applied for was %(expected_fen)s."), **figures
    )
