"""The office's list of synonyms: what the programme ships, one more, a change, one less."""

import json

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.actor import Actor
from labs import perms
from labs.models import SynonymGroup
from workflow.errors import NotPermitted, Unfit

SHIPPED = "fixtures/reference/synonyms.json"


@transaction.atomic
def load_synonyms() -> int:
    """Puts the shipped groups into an empty list; a list that the office keeps is left alone. Returns how many."""
    if SynonymGroup.objects.exists():
        return 0
    groups = json.loads((settings.ROOT / SHIPPED).read_text(encoding="utf-8"))
    SynonymGroup.objects.bulk_create([SynonymGroup(words=words) for words in groups])
    return len(groups)


@transaction.atomic
def save_group(
    *, actor: Actor, row: SynonymGroup | None = None, words: str, is_active: bool = True
) -> SynonymGroup:
    """Adds or changes a group; the next search knows it. Raises NotPermitted, Unfit naming the field."""
    _require_office(actor, "save_group")
    group = row or SynonymGroup()
    group.words, group.is_active = ", ".join(SynonymGroup(words=words).list_of_words), is_active
    try:
        group.full_clean()
    except ValidationError as refusal:
        raise Unfit.of(refusal) from refusal
    group.save()
    return group


@transaction.atomic
def remove_group(row: SynonymGroup, *, actor: Actor) -> None:
    """Takes a group off the list; its history stays. Raises NotPermitted."""
    _require_office(actor, "remove_group")
    row.delete()


def _require_office(actor: Actor, name: str) -> None:
    if not perms.can_keep_synonyms(actor):
        raise NotPermitted(name)
