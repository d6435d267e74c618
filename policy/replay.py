"""Shows which decisions of the past another edition would have changed, before that edition is published."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from policy.evaluation import evaluate
from policy.findings import Finding
from policy.parameters import Parameters


@dataclass(frozen=True)
class Difference:
    """One rule that speaks differently about the same facts; None where it has nothing to say."""

    subject: str
    rule: str
    before: Finding | None
    after: Finding | None


@dataclass(frozen=True)
class Decided:
    """The facts that one decision rested on."""

    subject: str
    chapter: str
    facts: Any


def replay(decisions: Iterable[Decided], before: Parameters, after: Parameters) -> list[Difference]:
    """Judge past facts by both editions and return every rule whose outcome differs."""
    return [difference for decision in decisions for difference in _differences(decision, before, after)]


def _differences(decision: Decided, before: Parameters, after: Parameters) -> list[Difference]:
    old = {finding.rule: finding for finding in evaluate(decision.chapter, decision.facts, before)}
    new = {finding.rule: finding for finding in evaluate(decision.chapter, decision.facts, after)}
    rules = list(dict.fromkeys([*old, *new]))
    return [
        Difference(decision.subject, rule, old.get(rule), new.get(rule))
        for rule in rules
        if _outcome(old.get(rule)) != _outcome(new.get(rule))
    ]


def _outcome(finding: Finding | None) -> str:
    return "pass" if finding is None else finding.outcome.value
