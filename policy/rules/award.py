"""What must hold when a public notice is published and a voucher awarded (Q7 and the edition's limits)."""

from policy.conditions import money, parties
from policy.facts.project import AwardFacts
from policy.findings import Verdict, blocked, passed
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "award"


@rule("AWD-1", chapter=CHAPTER, clause="Edition")
def amount_was_approved(facts: AwardFacts, parameters: Parameters) -> Verdict:
    """A voucher has an amount above zero and not above the approved one."""
    figures = {"amount_fen": facts.amount_fen, "approved_fen": facts.approved_fen}
    if facts.amount_fen <= 0:
        return blocked(_("The amount must be above zero."), **figures)
    if facts.approved_fen is not None and facts.amount_fen > facts.approved_fen:
        return blocked(_("%(amount_fen)s is above the approved %(approved_fen)s."), **figures)
    return passed(_("The voucher is for %(amount_fen)s."), **figures)


@rule("AWD-2", chapter=CHAPTER, clause="Edition")
def budget_suffices(facts: AwardFacts, parameters: Parameters) -> Verdict:
    """The budget of the call has the money, what is reserved for this project included."""
    figures = {"amount_fen": facts.amount_fen, "available_fen": facts.budget_available_fen}
    if facts.amount_fen > facts.budget_available_fen:
        return blocked(_("The budget has %(available_fen)s left; %(amount_fen)s is needed."), **figures)
    return passed(_("The budget of %(available_fen)s covers %(amount_fen)s."), **figures)


@rule("AWD-3", chapter=CHAPTER, clause="Edition", uses=("cap_per_project_fen",))
def award_within_project_cap(facts: AwardFacts, parameters: Parameters) -> Verdict | None:
    """The voucher stays within the edition's cap per project."""
    return money.within_project_cap(facts.amount_fen, parameters)


@rule(
    "AWD-4",
    chapter=CHAPTER,
    clause="Edition",
    uses=("annual_cap_per_enterprise_fen", "annual_cap_per_team_fen", "annual_cap_counts_controller"),
)
def award_within_annual_cap(facts: AwardFacts, parameters: Parameters) -> Verdict | None:
    """The voucher stays within what the applicant's yearly cap leaves."""
    return money.within_annual_cap(facts.amount_fen, facts.applicant.kind, facts.other_projects, parameters)


@rule("AWD-5", chapter=CHAPTER, clause="Edition", uses=("public_notice_days",))
def notice_has_run(facts: AwardFacts, parameters: Parameters) -> Verdict | None:
    """A voucher is awarded after the last day of its public notice."""
    if facts.publishing or parameters.public_notice_days == 0:
        return None
    if facts.notice_started is None or facts.notice_ends is None:
        return blocked(
            _("The project has not been published; the notice runs %(days)s working days."),
            days=parameters.public_notice_days,
        )
    figures = {"last_day": facts.notice_ends, "day": facts.today}
    if facts.today <= facts.notice_ends:
        return blocked(_("The public notice runs until the end of %(last_day)s."), **figures)
    return passed(_("The public notice ended on %(last_day)s."), **figures)


@rule("AWD-6", chapter=CHAPTER, clause="Edition")
def no_objection_is_open(facts: AwardFacts, parameters: Parameters) -> Verdict | None:
    """An objection holds this one project until it is decided."""
    if facts.publishing:
        return None
    if facts.open_objections:
        return blocked(_("Objections not yet decided: %(count)s."), count=facts.open_objections)
    return passed(_("No objection is open."))


@rule("AWD-7", chapter=CHAPTER, clause="Q7", covers=("R7.2",))
def laboratory_is_listed(facts: AwardFacts, parameters: Parameters) -> Verdict:
    """The laboratory stands in the open-laboratory directory on the day of the award."""
    return parties.laboratory_listed(facts.laboratory, facts.today)


@rule("AWD-8", chapter=CHAPTER, clause="Edition", uses=("four_eyes_threshold_fen",))
def award_by_two_persons(facts: AwardFacts, parameters: Parameters) -> Verdict | None:
    """Above the edition's threshold the person who approved does not award."""
    return parties.two_persons(facts.amount_fen, facts.proposer_id, facts.actor_id, parameters)


@rule("AWD-9", chapter=CHAPTER, clause="Edition", uses=("abnormal_listing",))
def applicant_is_in_good_standing(facts: AwardFacts, parameters: Parameters) -> Verdict:
    """The applicant is not deregistered and on no list of abnormal operation or serious breach."""
    return parties.not_abnormal(facts.applicant, parameters)


@rule("AWD-10", chapter=CHAPTER, clause="Edition", uses=("affiliation",))
def parties_are_not_affiliated(facts: AwardFacts, parameters: Parameters) -> Verdict:
    """Applicant and laboratory are still different parties without a common controller."""
    return parties.not_affiliated(facts.applicant, facts.laboratory, parameters)


@rule("AWD-11", chapter=CHAPTER, clause="Q5", covers=("R5.3",), uses=("failed_evaluation_effect",))
def institution_passed_its_evaluation(facts: AwardFacts, parameters: Parameters) -> Verdict | None:
    """The institution that handles the laboratory's vouchers did not fail its last published evaluation."""
    if parameters.failed_evaluation_effect == "none":
        return None
    if facts.institution_failed_in is None:
        return passed(_("The service institution of the laboratory has not failed its last evaluation."))
    return parties.by_severity(
        parameters.failed_evaluation_effect,
        _("The service institution of the laboratory failed the evaluation of %(year)s."),
        year=facts.institution_failed_in,
    )
