"""How a closing review is decided (Q6, Q8). It never says who pays: the seeds set no rule for that."""

from policy.facts.closing import ClosingFacts
from policy.findings import Verdict, blocked, passed, warned
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "closing"


@rule("CLO-1", chapter=CHAPTER, clause="Q8", covers=("R8.1",))
def opinions_are_complete(facts: ClosingFacts, parameters: Parameters) -> Verdict:
    """Every expert decides whether the project may close and gives reasons, whichever way the decision goes."""
    if undecided := sorted(opinion.expert for opinion in facts.opinions if opinion.decision is None):
        return blocked(_("These experts have not decided yet: %(experts)s."), experts=undecided)
    if silent := sorted(opinion.expert for opinion in facts.opinions if not opinion.reasons.strip()):
        return blocked(_("These experts have given no reasons: %(experts)s."), experts=silent)
    return passed(_("Every expert has decided and given reasons."))


@rule("CLO-2", chapter=CHAPTER, clause="Q8", covers=("R8.1",), uses=("closing_reviewer_count",))
def enough_opinions(facts: ClosingFacts, parameters: Parameters) -> Verdict:
    """As many experts give an opinion as the edition asks for."""
    given = sum(opinion.decision is not None for opinion in facts.opinions)
    figures = {"count": given, "needed": parameters.closing_reviewer_count}
    if given < parameters.closing_reviewer_count:
        return blocked(_("Opinions: %(count)s; at least %(needed)s are needed."), **figures)
    return passed(_("Opinions: %(count)s of at least %(needed)s."), **figures)


@rule("CLO-3", chapter=CHAPTER, clause="Edition", uses=("odd_reviewers",))
def number_is_odd(facts: ClosingFacts, parameters: Parameters) -> Verdict | None:
    """The number of opinions is odd where the edition asks for it."""
    if not parameters.odd_reviewers or not facts.opinions:
        return None
    if len(facts.opinions) % 2 == 0:
        return blocked(_("The number of experts must be odd; it is %(count)s."), count=len(facts.opinions))
    return passed(_("The number of experts is odd: %(count)s."), count=len(facts.opinions))


@rule("CLO-4", chapter=CHAPTER, clause="Edition")
def no_opinion_in_conflict(facts: ClosingFacts, parameters: Parameters) -> Verdict:
    """An opinion of an expert with a conflict of interest does not count."""
    if biased := sorted(opinion.expert for opinion in facts.opinions if opinion.conflict):
        return blocked(_("These experts have a conflict of interest: %(experts)s."), experts=biased)
    return passed(_("No expert has a conflict of interest."))


@rule("CLO-5", chapter=CHAPTER, clause="Q8", covers=("R8.1",))
def outcome_follows_experts(facts: ClosingFacts, parameters: Parameters) -> Verdict:
    """The experts decide; the outcome follows their majority, and a tie is pointed out."""
    close = sum(opinion.decision == "close" for opinion in facts.opinions)
    refuse = sum(opinion.decision == "refuse" for opinion in facts.opinions)
    figures = {"close": close, "refuse": refuse, "outcome_code": facts.outcome}
    if close == refuse:
        return warned(_("The experts are divided: %(close)s for closing, %(refuse)s against."), **figures)
    if (close > refuse) != (facts.outcome == "close"):
        return blocked(
            _("The outcome contradicts the experts: %(close)s for closing, %(refuse)s against."), **figures
        )
    return passed(_("The outcome follows the experts: %(close)s for closing, %(refuse)s against."), **figures)


@rule("CLO-6", chapter=CHAPTER, clause="Q8", covers=("R8.1",))
def outcome_has_reasons(facts: ClosingFacts, parameters: Parameters) -> Verdict:
    """The outcome is recorded with its reasons."""
    if facts.reasons.strip():
        return passed(_("The outcome has reasons."))
    return blocked(_("Give the reasons for the outcome."))


@rule("CLO-7", chapter=CHAPTER, clause="Q6", covers=("R6.3",))
def contract_clause_was_reviewed(facts: ClosingFacts, parameters: Parameters) -> Verdict:
    """Voucher terms in the contract are one of the indicators of the closing review, so every expert looks at them."""
    if unseen := sorted(opinion.expert for opinion in facts.opinions if opinion.contract_clause_ok is None):
        return blocked(
            _("These experts have not said whether the contract has voucher terms: %(experts)s."),
            experts=unseen,
        )
    if doubting := sorted(
        opinion.expert for opinion in facts.opinions if opinion.contract_clause_ok is False
    ):
        return warned(
            _("These experts find no sufficient voucher terms in the contract: %(experts)s."),
            experts=doubting,
        )
    return passed(_("The experts find the voucher terms in the contract."))


@rule("CLO-8", chapter=CHAPTER, clause="Edition")
def cost_is_accepted(facts: ClosingFacts, parameters: Parameters) -> Verdict | None:
    """Closing a project fixes its accepted cost, which is not above the reported one."""
    if facts.outcome == "refuse":
        return None
    if facts.accepted_cost_fen is None:
        return blocked(_("Closing needs the accepted cost."))
    figures = {"accepted_fen": facts.accepted_cost_fen, "reported_fen": facts.actual_cost_fen}
    if facts.accepted_cost_fen > facts.actual_cost_fen:
        return blocked(
            _("The accepted cost of %(accepted_fen)s is above the reported %(reported_fen)s."), **figures
        )
    return passed(_("Of the reported cost of %(reported_fen)s, %(accepted_fen)s is accepted."), **figures)


@rule("CLO-9", chapter=CHAPTER, clause="Q8", covers=("R8.2", "R8.3", "R8.4"))
def failure_is_left_to_contract(facts: ClosingFacts, parameters: Parameters) -> Verdict | None:
    """When closing fails, responsibility follows the contract between the parties; the programme sets no rule."""
    if facts.outcome == "close":
        return None
    return passed(
        _("The programme sets no rule for this case; what the parties agreed in their contract applies.")
    )


@rule("CLO-10", chapter=CHAPTER, clause="Edition", uses=("closing_group_opinion",))
def chair_has_summed_up(facts: ClosingFacts, parameters: Parameters) -> Verdict | None:
    """The chair has summed up all opinions where the edition asks for it; a summary against the majority is pointed out."""
    if facts.group_opinion is None:
        if not parameters.closing_group_opinion:
            return None
        return blocked(_("The chair of the experts has not summed up their opinions yet."))
    close = sum(opinion.decision == "close" for opinion in facts.opinions)
    refuse = sum(opinion.decision == "refuse" for opinion in facts.opinions)
    if close != refuse and (close > refuse) != (facts.group_opinion == "close"):
        return warned(
            _("The chair's summary contradicts the majority: %(close)s for closing, %(refuse)s against."),
            close=close,
            refuse=refuse,
        )
    return passed(_("The chair has summed up the opinions of all experts."))
