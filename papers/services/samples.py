"""A real step to look at words with: the last one that issued such a paper, or the one of a file that was named."""

from typing import Any

from django.apps import apps

from papers.registry import Paper, steps_of
from papers.services.issuing import subject_of
from workflow.models import Event

TRIES = 20


def sample_of(paper: Paper, actor: Any, reference: str = "") -> tuple[Event, Any] | None:
    """The latest step with such a paper that the actor may see, with its dossier; None when there is none."""
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
