"""What must hold when the Office proposes or decides an approval (Q2 and the edition's limits)."""

from policy.conditions import money, parties, purchases
from policy.facts.project import AssessmentFacts
from policy.findings import Verdict, blocked, passed
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "assessment"


@rule("ASM-1", chapter=CHAPTER, clause="Edition")
def recommended_within_request(facts: AssessmentFacts, parameters: Parameters) -> Verdict:
    """The approved amount is never above the requested one."""
    figures = {"recommended_fen": facts.recommended_fen, "requested_fen": facts.requested_fen}
    if facts.recommended_fen > facts.requested_fen:
        return blocked(_("%(recommended_fen)s is above the requested %(requested_fen)s."), **figures)
    return passed(_("%(recommended_fen)s is within the requested %(requested_fen)s."), **figures)


@rule("ASM-2", chapter=CHAPTER, clause="Edition", uses=("subsidy_ratio",))
def recommended_within_ratio(facts: AssessmentFacts, parameters: Parameters) -> Verdict:
    """The approved amount stays within the edition's share of the planned contract amount."""
    return money.within_subsidy_ratio(facts.recommended_fen, facts.total_amount_fen, parameters)


@rule("ASM-3", chapter=CHAPTER, clause="Edition", uses=("cap_per_project_fen",))
def recommended_within_project_cap(facts: AssessmentFacts, parameters: Parameters) -> Verdict | None:
    """The approved amount stays within the edition's cap per project."""
    return money.within_project_cap(facts.recommended_fen, parameters)


@rule(
    "ASM-4",
    chapter=CHAPTER,
    clause="Edition",
    uses=("annual_cap_per_enterprise_fen", "annual_cap_per_team_fen", "annual_cap_counts_controller"),
)
def recommended_within_annual_cap(facts: AssessmentFacts, parameters: Parameters) -> Verdict | None:
    """The approved amount stays within what the applicant's yearly cap leaves."""
    return money.within_annual_cap(
        facts.recommended_fen, facts.applicant.kind, facts.other_projects, parameters
    )


@rule("ASM-5", chapter=CHAPTER, clause="Edition", uses=("assessment_reviewer_count",))
def enough_experts_answered(facts: AssessmentFacts, parameters: Parameters) -> Verdict | None:
    """As many experts have scored the application as the edition asks for."""
    needed = parameters.assessment_reviewer_count
    if not needed:
        return None
    count = len(facts.scores)
    if count < needed:
        return blocked(
            _("Experts who answered: %(count)s; at least %(needed)s are needed."), count=count, needed=needed
        )
    return passed(_("Experts who answered: %(count)s of at least %(needed)s."), count=count, needed=needed)


@rule("ASM-6", chapter=CHAPTER, clause="Edition", uses=("four_eyes_threshold_fen",))
def approval_by_two_persons(facts: AssessmentFacts, parameters: Parameters) -> Verdict | None:
    """Above the edition's threshold one person proposes and another approves."""
    return parties.two_persons(facts.recommended_fen, facts.proposer_id, facts.actor_id, parameters)


@rule(
    "ASM-7",
    chapter=CHAPTER,
    clause="Q2",
    covers=("R2.5",),
    uses=("new_tech_cap_ratio", "new_tech_cap_counts_own_expense"),
)
def purchases_within_share(facts: AssessmentFacts, parameters: Parameters) -> Verdict | None:
    """All purchases together stay within 30 % of the planned contract amount."""
    return purchases.within_share(facts.purchases, facts.total_amount_fen, parameters)


@rule("ASM-8", chapter=CHAPTER, clause="Edition", uses=("abnormal_listing",))
def applicant_is_in_good_standing(facts: AssessmentFacts, parameters: Parameters) -> Verdict:
    """The applicant is not deregistered and on no list of abnormal operation or serious breach."""
    return parties.not_abnormal(facts.applicant, parameters)
