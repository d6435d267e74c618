"""What a rule found: an outcome, the words for it, the figures behind it and the clause it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from policy.rendering import render
from policy.shape import ratio_text

Figure = str | int | bool | None | list[str]


class Outcome(StrEnum):
    """Whether a finding lets a step go on, asks for attention, or stops it."""

    PASS = "pass"  # noqa: S105  # nosec B105
    WARN = "warn"
    BLOCK = "block"


def storable(value: object) -> Figure:
    """Turn a figure into what JSON can hold without loss: ISO dates, exact ratios, lists of text."""
    match value:
        case None | bool() | int() | StrEnum():
            return value
        case str():
            return value
        case date():
            return value.isoformat()
        case Fraction():
            return ratio_text(value)
        case Decimal():
            return str(value)
        case tuple() | list() | frozenset():
            return [str(item) for item in value]
    raise TypeError(f"A figure cannot be a {type(value).__name__}.")


@dataclass(frozen=True)
class Verdict:
    """What a rule returns: an outcome with its words and figures, not yet tied to the rule's number and clause."""

    outcome: Outcome
    message: str
    figures: Mapping[str, Figure]


def passed(message: str, **figures: object) -> Verdict:
    """The condition is met."""
    return _verdict(Outcome.PASS, message, figures)


def warned(message: str, **figures: object) -> Verdict:
    """The step may go on, but somebody should look."""
    return _verdict(Outcome.WARN, message, figures)


def blocked(message: str, **figures: object) -> Verdict:
    """The condition is not met and the step is refused."""
    return _verdict(Outcome.BLOCK, message, figures)


def _verdict(outcome: Outcome, message: str, figures: Mapping[str, object]) -> Verdict:
    return Verdict(outcome, message, {name: storable(value) for name, value in figures.items()})


@dataclass(frozen=True)
class Finding:
    """One rule's answer to one set of facts; `message` is an English msgid with %(name)s places for the figures."""

    rule: str
    clause: str
    outcome: Outcome
    message: str
    figures: Mapping[str, Figure] = field(default_factory=dict)

    def __post_init__(self) -> None:
        frozen = {name: storable(value) for name, value in sorted(self.figures.items())}
        object.__setattr__(self, "figures", MappingProxyType(frozen))
        object.__setattr__(self, "outcome", Outcome(self.outcome))

    def text(self) -> str:
        """Return the sentence in the reader's language with its figures filled in."""
        return render(self)

    def as_json(self) -> dict[str, Any]:
        """Return the finding for a reader: the translated sentence and the raw figures."""
        return {
            "rule": self.rule,
            "clause": self.clause,
            "outcome": self.outcome.value,
            "message": self.text(),
            "figures": dict(self.figures),
        }

    def store(self) -> dict[str, Any]:
        """Return the finding for the record: untranslated, so that it can be read in any language later."""
        return {
            "rule": self.rule,
            "clause": self.clause,
            "outcome": self.outcome.value,
            "msgid": self.message,
            "figures": dict(self.figures),
        }


@dataclass(frozen=True)
class Findings:
    """All findings of one chapter, in the order of the rules."""

    chapter: str
    items: tuple[Finding, ...] = ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings that stop the step."""
        return tuple(item for item in self.items if item.outcome is Outcome.BLOCK)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that ask for attention."""
        return tuple(item for item in self.items if item.outcome is Outcome.WARN)

    @property
    def is_blocked(self) -> bool:
        """Whether at least one finding stops the step."""
        return bool(self.blocking)

    def of(self, rule: str) -> Finding | None:
        """Return the finding of one rule, or None when the rule had nothing to say."""
        return next((item for item in self.items if item.rule == rule), None)

    def as_json(self) -> list[dict[str, Any]]:
        """Return the list that readers, the API and the command line get."""
        return [item.as_json() for item in self.items]

    def store(self) -> list[dict[str, Any]]:
        """Return the list that is kept on an event; `from_store` reads it back."""
        return [item.store() for item in self.items]

    @classmethod
    def from_store(cls, chapter: str, stored: list[dict[str, Any]]) -> "Findings":
        """Rebuild findings from the record."""
        return cls(
            chapter,
            tuple(
                Finding(
                    item["rule"], item["clause"], Outcome(item["outcome"]), item["msgid"], item["figures"]
                )
                for item in stored
            ),
        )
