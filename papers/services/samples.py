"""A real step to look at words with: the last one that issued such a paper, or the one of a file that was named."""

from itertools import islice
from typing import Any

from django.apps import apps
from django.utils import timezone

from papers.registry import Listing, Paper, steps_of
from papers.services.issuing import occasion_of, subject_of
from workflow.models import Event

TRIES = 20


def sample_of(paper: Paper, actor: Any, reference: str = "") -> tuple[Event, Any] | None:
    """The latest step with such a paper that the actor may see, with its dossier; None when there is none.

    For a list, what stands for the step and the record: the one that was named, else the newest.
    """
    if isinstance(paper, Listing):
        return _record(paper, actor, reference.strip())
    for label, transition in steps_of(paper):
        rows: Any = apps.get_model(label)._default_manager.all()
        found = Event.objects.filter(subject_label=label, transition=transition).select_related(
            "actor", "on_behalf_of"
        )
        if reference:
            found = found.filter(reference=reference.strip().upper())
        for event in found.order_by("-pk")[:TRIES]:
            if rows.visible_to(actor).filter(pk=event.subject_pk).exists():
                return event, subject_of(event)
    return None


def _record(paper: Listing, actor: Any, key: str) -> tuple[Event, Any] | None:
    for each in [key] if key else list(islice(paper.some_keys(), TRIES)):
        found = paper.sample(each, actor)
        if found is not None:
            record, by = found
            return occasion_of(paper, record, by, timezone.now()), record
    return None
