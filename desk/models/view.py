"""Views of the queue that people keep: a filter with its columns and its order, under a name."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation

MOST_QUERY = 2000


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views in the programme's words."""

    def visible_to(self, actor) -> SavedViewQuerySet:
        """A person's own in this party, and what colleagues share there."""
        if not actor.is_authenticated:
            return self.none()
        return self.filter(
            Q(owner_id=actor.user.pk) | Q(is_shared=True), organisation_id=actor.organisation_id
        )

    def for_list(self) -> SavedViewQuerySet:
        return self.select_related("owner").order_by("is_shared", "name", "pk")


class SavedView(models.Model):
    """One row is one view of the queue under a name: for its owner alone, or shared within the party.

    `query` is the address of the list behind the question mark: tab, filters, columns and order.
    """

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("office")
    )
    name = models.CharField(_("name"), max_length=60)
    is_shared = models.BooleanField(_("shared with my colleagues"), default=False)
    query = models.CharField(_("filter"), max_length=MOST_QUERY, blank=True)
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "organisation", "name"],
                condition=Q(is_shared=False),
                name="saved_view_name_once",
                violation_error_message=_("You have a view of this name already."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(is_shared=True),
                name="saved_view_shared_name_once",
                violation_error_message=_("There is a shared view of this name already."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "is_shared"], name="saved_view_of_party")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('desk:queue')}?{self.query}"


class Preference(models.Model):
    """One row keeps how one person likes the queue of one party: columns, first view, keyboard."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )  # a habit, goes with its person
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=_("party")
    )  # and with the party
    default_view = models.ForeignKey(
        SavedView,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("first view"),
    )  # without its view the queue opens as it does for everybody
    columns = models.JSONField(_("columns"), default=list, blank=True)
    shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True)

    class Meta:
        verbose_name = _("habit at the desk")
        verbose_name_plural = _("habits at the desk")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                name="desk_preference_once",
                violation_error_message=_("There is one set of habits for each person and party."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.organisation_id}"
