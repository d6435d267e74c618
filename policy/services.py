"""Loads, drafts and publishes editions, and finds the parameters to judge by."""

from datetime import date, datetime

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policy.catalogue import shipped, shipped_editions, shipped_in_force
from policy.models import Edition, PublishedEditionError
from policy.parameters import Parameters


class NoEditionError(LookupError):
    """There is no such edition, or none is in force."""


@transaction.atomic
def load_editions() -> list[Edition]:
    """Make sure that every shipped edition is there; one that is there stays as it is. Returns them, earliest first."""
    return [
        Edition.objects.get_or_create(
            code=edition.code,
            defaults={
                "title": edition.title,
                "valid_from": edition.valid_from,
                "published_at": datetime.fromisoformat(edition.published_at),
                "parameters": edition.parameters.as_json(),
                "notes": edition.notes,
            },
        )[0]
        for edition in shipped_editions()
    ]


@transaction.atomic
def publish(edition: Edition) -> Edition:
    """Fix a draft for good; raises PublishedEditionError when it is fixed, ValidationError when it is not sound."""
    kept = Edition.objects.select_for_update().get(pk=edition.pk)
    if kept.is_published:
        raise PublishedEditionError(_("The edition %(code)s is published already.") % {"code": kept.code})
    kept.published_at = timezone.now()
    kept.full_clean()
    kept.save()
    return kept


def parameters_for(code: str | None, day: date) -> Parameters:
    """Return the parameters of an edition, or of the one in force on a day; without a usable database, as shipped.

    Raises NoEditionError when there is none.
    """
    stored = _stored(code, day)
    if stored is not None:
        return stored.typed
    edition = shipped(code) if code else shipped_in_force(day)
    if edition is None:
        raise NoEditionError(
            f"There is no edition {code!r}." if code else f"No edition is in force on {day.isoformat()}."
        )
    return edition.parameters


def _stored(code: str | None, day: date) -> Edition | None:
    try:
        if code:
            return Edition.objects.filter(code=code).first()
        return Edition.objects.published().filter(valid_from__lte=day).newest_first().first()
    except DatabaseError:
        return None
