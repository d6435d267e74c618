"""Puts facts before the rules of a chapter."""

from typing import Any

from policy.facts import FactsError, facts_class
from policy.findings import Findings
from policy.parameters import Parameters
from policy.rules import registry


def evaluate(chapter: str, facts: Any, parameters: Parameters) -> Findings:
    """Return the findings of every rule of a chapter; raises FactsError for another chapter's facts."""
    expected = facts_class(chapter)
    if not isinstance(facts, expected):
        raise FactsError(f"The chapter {chapter} needs {expected.__name__}, not {type(facts).__name__}.")
    found = (rule.find(facts, parameters) for rule in registry.of(chapter))
    return Findings(chapter, tuple(finding for finding in found if finding is not None))
