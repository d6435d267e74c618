"""Papers before their step: set by the same functions from the same words, only the number is still open."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.actor import Actor
from papers.engine import render
from papers.registry import Paper, papers_of
from papers.services.composing import PENDING_DIGITS, compose_paper
from papers.services.issuing import LAYOUTS
from workflow.models import Event


@dataclass(frozen=True)
class Preview:
    """A paper as it would be issued now."""

    kind: str
    title: str
    language: str
    pdf: bytes


def pending_event(
    subject: Any, transition: str, *, actor: Actor, note: str = "", evidence: dict[str, Any] | None = None
) -> Event:
    """The step as it would be recorded now; never saved."""
    return Event(
        subject_label=subject.subject_label(),
        subject_pk=subject.pk,
        reference=subject.reference,
        transition=transition,
        source=subject.state,
        actor=actor.user,
        role=actor.role,
        on_behalf_of=actor.organisation,
        note=note,
        evidence=evidence or {},
        at=timezone.now(),
    )


def preview(
    subject: Any,
    transition: str,
    *,
    actor: Actor,
    note: str = "",
    evidence: dict[str, Any] | None = None,
    languages: Iterable[str] = ("zh-hans",),
    kinds: Container[str] | None = None,
) -> list[Preview]:
    """The papers that this step would issue, word for word; nothing is written or counted.

    `note` and `evidence` are what the step's service would hand to the door (amounts in fen).
    `kinds` asks for some of them only. Number and digest of the record are open until the step is taken.
    Raises PaperError, NoTypeface.
    """
    event = pending_event(subject, transition, actor=actor, note=note, evidence=evidence)
    found = [
        paper
        for paper in papers_of(event)
        if paper.is_wanted(event, subject) and (kinds is None or paper.kind in kinds)
    ]
    return [set_open(paper, event, subject, language) for paper in found for language in languages]


def preview_words(paper: Paper, event: Event, subject: Any, language: str, body: str) -> bytes:
    """The paper of a recorded step with words that are not published yet."""
    return set_open(paper, event, subject, language, body).pdf


def set_open(paper: Paper, event: Event, subject: Any, language: str, body: str | None = None) -> Preview:
    """The PDF with an open number, such as `AN-2026-······`, and without the digest that follows from it."""
    data, _version = compose_paper(paper, event, subject, language, body)
    year = timezone.localtime(event.at).year
    pending = {**data, "number": f"{paper.prefix}-{year}-{PENDING_DIGITS}", "digest": ""}
    pdf = render(LAYOUTS / f"{paper.layout}.typ", pending, at=event.at)
    return Preview(kind=paper.kind, title=data["title"], language=language, pdf=pdf)
