"""Keeps every rule with its number, chapter and clause, in the order the rules are declared."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from policy.findings import Finding, Verdict
from policy.parameters import Parameters

Judge = Callable[[Any, Parameters], Verdict | None]


@dataclass(frozen=True)
class Rule:
    """One condition of the programme: pure, numbered, and tied to the clause it comes from."""

    number: str
    chapter: str
    clause: str
    covers: tuple[str, ...]
    uses: tuple[str, ...]
    judge: Judge

    @property
    def words(self) -> str:
        """The clause in our own words."""
        return inspect.cleandoc(self.judge.__doc__ or "")

    def find(self, facts: Any, parameters: Parameters) -> Finding | None:
        """Judge the facts; None when the rule has nothing to say about them."""
        verdict = self.judge(facts, parameters)
        if verdict is None:
            return None
        return Finding(self.number, self.clause, verdict.outcome, verdict.message, verdict.figures)


class Registry:
    """All rules by number."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}

    def add(self, rule: Rule) -> None:
        """Take a rule in; raises ValueError when its number is taken."""
        if rule.number in self._rules:
            raise ValueError(f"There are two rules {rule.number}.")
        self._rules[rule.number] = rule

    def of(self, chapter: str) -> tuple[Rule, ...]:
        """Return the rules of a chapter in their order."""
        return tuple(rule for rule in self._rules.values() if rule.chapter == chapter)

    def all(self) -> tuple[Rule, ...]:
        """Return every rule."""
        return tuple(self._rules.values())


registry = Registry()


def rule(
    number: str, *, chapter: str, clause: str, covers: tuple[str, ...] = (), uses: tuple[str, ...] = ()
) -> Callable[[Judge], Judge]:
    """Register a condition: `covers` names the requirements it tests, `uses` the parameters it reads."""

    def register(judge: Judge) -> Judge:
        registry.add(Rule(number, chapter, clause, covers, uses, judge))
        return judge

    return register
