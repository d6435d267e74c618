"""Rows that pages show of papers."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from papers.registry import Paper, papers_of
from workflow.models import Event


def paper_address(event: Event, paper: Paper) -> str:
    """The page of a step's paper, in the language of whoever opens it."""
    return reverse("papers:paper", args=[event.reference, event.sequence, paper.kind])


def listing_address(paper: Paper, key: str) -> str:
    return reverse("papers:listing", args=[paper.kind, key])


def paper_rows(subject: Any, events: Iterable[Event], actor: Any) -> list[dict[str, Any]]:
    """The papers of a dossier's steps that this actor may read, newest first, without a query.

    Template: papers/_list.html. What is not made yet has its button on the paper's own page.
    """
    newest_first = sorted(events, key=lambda row: -row.sequence)
    return [
        {
            "title": paper.title,
            "at": event.at,
            "url": paper_address(event, paper),
        }
        for event in newest_first
        for paper in papers_of(event)
        if paper.may_read(event, subject, actor) and paper.is_wanted(event, subject)
    ]
