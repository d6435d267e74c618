"""Which experts may be asked together (Q8 asks for experts; number and impartiality belong to the edition)."""

from policy.conditions import parties
from policy.facts.closing import PanelFacts
from policy.findings import Verdict, blocked, passed
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "panel"


@rule(
    "PAN-1",
    chapter=CHAPTER,
    clause="Q8",
    covers=("R8.1",),
    uses=("assessment_reviewer_count", "closing_reviewer_count"),
)
def enough_experts(facts: PanelFacts, parameters: Parameters) -> Verdict:
    """Experts decide; how many at least, the edition says."""
    closing = facts.purpose == "closing"
    needed = parameters.closing_reviewer_count if closing else parameters.assessment_reviewer_count
    figures = {"count": len(facts.members), "needed": needed}
    if len(facts.members) < needed:
        return blocked(_("Experts: %(count)s; at least %(needed)s are needed."), **figures)
    return passed(_("Experts: %(count)s of at least %(needed)s."), **figures)


@rule("PAN-2", chapter=CHAPTER, clause="Edition", uses=("odd_reviewers",))
def number_is_odd(facts: PanelFacts, parameters: Parameters) -> Verdict | None:
    """The number of experts is odd, so that they can always decide, where the edition asks for it."""
    if not parameters.odd_reviewers or not facts.members:
        return None
    if len(facts.members) % 2 == 0:
        return blocked(_("The number of experts must be odd; it is %(count)s."), count=len(facts.members))
    return passed(_("The number of experts is odd: %(count)s."), count=len(facts.members))


@rule("PAN-3", chapter=CHAPTER, clause="Edition")
def nobody_is_in_conflict(facts: PanelFacts, parameters: Parameters) -> Verdict:
    """No expert with a conflict of interest is asked."""
    if biased := sorted(member.expert for member in facts.members if member.conflict):
        return blocked(_("These experts have a conflict of interest: %(experts)s."), experts=biased)
    return passed(_("No expert has a conflict of interest."))


@rule("PAN-4", chapter=CHAPTER, clause="Edition")
def nobody_is_asked_twice(facts: PanelFacts, parameters: Parameters) -> Verdict:
    """Every expert is asked once."""
    experts = [member.expert for member in facts.members]
    if twice := sorted({expert for expert in experts if experts.count(expert) > 1}):
        return blocked(_("These experts are named more than once: %(experts)s."), experts=twice)
    return passed(_("Every expert is named once."))


@rule("PAN-5", chapter=CHAPTER, clause="Edition", uses=("closing_group_opinion",))
def chair_is_one_of_them(facts: PanelFacts, parameters: Parameters) -> Verdict | None:
    """A closing review has a chair among its experts where the edition asks for a summary of their opinions."""
    if facts.purpose != "closing" or not facts.members:
        return None
    if facts.chair is not None and facts.chair not in {member.expert for member in facts.members}:
        return blocked(_("The chair must be one of the experts."))
    if facts.chair is None and parameters.closing_group_opinion:
        return blocked(_("Name the chair, who sums up the opinions of all experts."))
    return passed(_("The chair is one of the experts.")) if facts.chair else None


@rule("PAN-6", chapter=CHAPTER, clause="Q7", covers=("R7.2",), uses=("delisted_lab_effect",))
def delisting_is_accepted(facts: PanelFacts, parameters: Parameters) -> Verdict | None:
    """Where the edition leaves it to an officer, the review begins only once the officer goes on with a laboratory that left."""
    if facts.laboratory is None or parameters.delisted_lab_effect != "ask":
        return None
    return parties.laboratory_still_listed(
        facts.laboratory, facts.today, parameters, facts.delisting_accepted
    )
