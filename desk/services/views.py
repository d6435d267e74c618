"""Saved views: keep, rename, make the first one, delete; shared ones by their author or a second approver."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from desk import perms
from desk.models import Preference, SavedView
from desk.models.view import MOST_QUERY
from workflow.errors import NotPermitted, Unfit

MOST_OWN = 50
NOT_KEPT = ("after", "before", "csrfmiddlewaretoken", "doc", "page")


def clean_query(query: str) -> str:
    """The address of a list without page and marks. Raises Unfit when it is too long to keep."""
    data = QueryDict(query.lstrip("?"), mutable=True)
    for name in NOT_KEPT:
        data.pop(name, None)
    kept = data.urlencode()
    if len(kept) > MOST_QUERY:
        raise Unfit(_("This filter is too long. Choose fewer values."))
    return kept


@transaction.atomic
def save_view(*, actor: Any, name: str, query: str, shared: bool = False, first: bool = False) -> SavedView:
    """Keeps a list under a name. Raises Unfit (name taken or empty, too many), NotPermitted (sharing without a party)."""
    if not actor.organisation_id or (shared and not perms.can_share_views(actor)):
        raise NotPermitted("save_view")
    own = SavedView.objects.filter(owner=actor.user, organisation_id=actor.organisation_id)
    if own.count() >= MOST_OWN:
        raise Unfit(_("You keep %(most)s views already. Delete one first.") % {"most": MOST_OWN})
    view = SavedView(
        owner_id=actor.user.pk,
        organisation_id=actor.organisation_id,
        name=name.strip(),
        query=clean_query(query),
        is_shared=shared,
    )
    _store(view)
    if first:
        open_with(view, actor=actor)
    return view


@transaction.atomic
def rename_view(view: SavedView, *, actor: Any, name: str) -> None:
    """Another name. Raises NotPermitted and Unfit."""
    _require(view, actor)
    view.name = name.strip()
    _store(view)


@transaction.atomic
def delete_view(view: SavedView, *, actor: Any) -> None:
    """The view is gone; whoever began with it begins as everybody does. Raises NotPermitted."""
    _require(view, actor)
    view.delete()


def open_with(view: SavedView | None, *, actor: Any) -> None:
    """The queue of this person opens with this view, or without any."""
    Preference.objects.update_or_create(
        person_id=actor.user.pk, organisation_id=actor.organisation_id, defaults={"default_view": view}
    )


def keep_habits(*, actor: Any, columns: list[str] | None = None, shortcuts: bool | None = None) -> None:
    """Columns and keyboard as this person likes them; what is None stays as it is."""
    habits = {"columns": columns, "shortcuts": shortcuts}
    Preference.objects.update_or_create(
        person_id=actor.user.pk,
        organisation_id=actor.organisation_id,
        defaults={name: value for name, value in habits.items() if value is not None},
    )


def habits_of(actor: Any) -> Preference:
    """How this person likes the queue; the usual where nothing is kept."""
    kept = Preference.objects.filter(person_id=actor.user.pk, organisation_id=actor.organisation_id)
    found = kept.select_related("default_view").first() if actor.organisation_id else None
    return found or Preference(person_id=actor.user.pk, organisation_id=actor.organisation_id)


def _require(view: SavedView, actor: Any) -> None:
    if not perms.can_change_view(view, actor):
        raise NotPermitted("change_view")


def _store(view: SavedView) -> None:
    try:
        view.full_clean()
    except ValidationError as error:
        raise Unfit.of(error) from error
    view.save()
