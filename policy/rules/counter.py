"""When a step may be taken back: with a reason, and by another person."""

from policy.facts.closing import CounterFacts
from policy.findings import Verdict, blocked, passed
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _

CHAPTER = "counter"


@rule("COUNTER-1", chapter=CHAPTER, clause="Edition")
def another_person_takes_back(facts: CounterFacts, parameters: Parameters) -> Verdict:
    """A step is taken back by another person than the one who took it."""
    if facts.actor_id == facts.original_actor_id:
        return blocked(_("The person who took the step cannot take it back; another person has to."))
    return passed(_("The step is taken back by another person than the one who took it."))


@rule("COUNTER-2", chapter=CHAPTER, clause="Edition")
def reason_is_given(facts: CounterFacts, parameters: Parameters) -> Verdict:
    """A step is taken back with a reason."""
    if facts.reason.strip():
        return passed(_("A reason is given."))
    return blocked(_("Give a reason for taking the step back."))
