"""Which step issues which paper: apps declare it in their `papers.py`, found once at start.

A paper's words are the office's (a published template) or, until there is one, the declaration's own; its figures, the
layout, and who may read it are code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from accounts.models import User
from workflow.models import Event

Words = str | Promise


@dataclass(frozen=True)
class Fact:
    """A row of a paper's table: label and value."""

    label: Words
    value: Any
    strong: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a list: `width` in parts of the free space, 0 for as wide as its words."""

    label: Words
    width: int = 0
    number: bool = False


@dataclass(frozen=True)
class Table:
    """A list in a paper; `total` is its last row or empty."""

    columns: list[Column]
    rows: list[list[str]]
    total: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """A part of a paper with its heading: facts, a list, words."""

    title: Words
    facts: list[Fact] = field(default_factory=list)
    table: Table | None = None
    words: str = ""


@dataclass(frozen=True)
class Code:
    """A QR code with the words beside it."""

    url: str
    caption: Words


class Paper:
    """A kind of paper. Subclass it, decorate it with `issues` (a step) or `lists` (a record without a step)."""

    kind = ""
    prefix = ""
    title: Words = ""
    body: Words = ""
    tags: Mapping[str, Words] = {}
    layout = "paper_1"
    signed = True

    def readers(self, event: Event, subject: Any) -> Iterable[User]:
        """In whose languages it is issued at once; whoever may read it may have it in the other one too."""
        raise NotImplementedError

    def may_read(self, event: Event, subject: Any, actor: Any) -> bool:
        """Asked of those who see the dossier."""
        return True

    def is_wanted(self, event: Event, subject: Any) -> bool:
        """False when this step issues no such paper after all."""
        return True

    def is_faithful(self, event: Event, subject: Any) -> bool:
        """False when the dossier no longer shows what the paper would state; it is then not made any more."""
        return True

    def issuer(self, event: Event, subject: Any) -> str:
        """Who signs it, when it is not the voucher office."""
        return ""

    def addressee(self, event: Event, subject: Any) -> str:
        """To whom it is written, or an empty text."""
        return ""

    def values(self, event: Event, subject: Any) -> dict[str, str]:
        """What the tags stand for; every tag of `tags` has one."""
        return {}

    def facts(self, event: Event, subject: Any) -> list[Fact]:
        return []

    def sections(self, event: Event, subject: Any) -> list[Section]:
        return []

    def code(self, event: Event, subject: Any) -> Code | None:
        return None


class Listing(Paper):
    """A paper of a record that has no step: found by a key, for an actor, issued when somebody asks for it."""

    def find(self, key: str, actor: Any) -> Any:
        """The record if this actor may have its paper, else None. Has `pk`; `reference(record)` names it."""
        raise NotImplementedError

    def some_keys(self) -> Iterable[str]:
        """Keys of recent records, newest first: to look at words with."""
        return ()

    def sample(self, key: str, actor: Any) -> tuple[Any, User] | None:
        """A record to look at words with, for whoever keeps them, and in whose name it would be issued."""
        record = self.find(key, actor)
        return (record, actor.user) if record is not None else None

    def reference(self, record: Any) -> str:
        return str(record)

    def label(self, record: Any) -> str:
        return record._meta.label_lower


_issued: defaultdict[tuple[str, str], list[Paper]] = defaultdict(list)
_kinds: dict[str, Paper] = {}


def issues(subject_label: str, *transitions: str) -> Callable[[type[Paper]], type[Paper]]:
    """Class decorator: this paper is issued when one of these steps was taken. May be used several times on a class."""

    def register(paper: type[Paper]) -> type[Paper]:
        kept = _keep(paper)
        for transition in transitions:
            _issued[(subject_label.lower(), transition)].append(kept)
        return paper

    return register


def lists(paper: type[Listing]) -> type[Listing]:
    """Class decorator: this paper is issued for a record when somebody asks for it."""
    _keep(paper)
    return paper


def _keep(paper: type[Paper]) -> Paper:
    if not (paper.kind and paper.prefix and paper.title and paper.body):
        raise TypeError(f"{paper.__name__} lacks kind, prefix, title or body")
    known = _kinds.get(paper.kind)
    if known is not None and type(known) is not paper:
        raise TypeError(f"{paper.kind} is declared twice")
    return _kinds.setdefault(paper.kind, known or paper())


def papers_of(event: Event) -> list[Paper]:
    """The papers of a step in the order of their declaration."""
    return _issued.get((event.subject_label, event.transition), [])


def issuing_steps() -> set[tuple[str, str]]:
    """Label and name of every step that issues a paper."""
    return set(_issued)


def steps_of(paper: Paper) -> list[tuple[str, str]]:
    """Label and name of the steps that issue this kind."""
    return [step for step, papers in _issued.items() if paper in papers]


def paper_kind(kind: str) -> Paper | None:
    return _kinds.get(kind)


def kinds() -> list[Paper]:
    """Every kind of paper, in the order of its declaration."""
    return list(_kinds.values())
