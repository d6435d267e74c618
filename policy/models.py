"""Editions of the programme: dated parameters that never change once published."""

from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.parameters import Parameters, ParametersError


class PublishedEditionError(ValidationError):
    """A published edition was about to be changed."""


class EditionQuerySet(models.QuerySet["Edition"]):
    """Reads of editions in the programme's words."""

    def published(self) -> "EditionQuerySet":
        """Editions that are fixed."""
        return self.filter(published_at__isnull=False)

    def newest_first(self) -> "EditionQuerySet":
        """Latest validity first."""
        return self.order_by("-valid_from", "-pk")

    def get_by_natural_key(self, code: str) -> "Edition":
        """Return the edition of a code, so that loading a fixture again finds it."""
        return self.get(code=code)

    def in_force(self, day: date) -> "Edition":
        """Return the published edition that holds on a day; raises Edition.DoesNotExist before the first one."""
        edition = self.published().filter(valid_from__lte=day).newest_first().first()
        if edition is None:
            raise self.model.DoesNotExist(f"No published edition is in force on {day.isoformat()}.")
        return edition


def validate_parameters(value: Any) -> None:
    """Refuse parameters that no rule could work with."""
    try:
        Parameters.from_json(value)
    except ParametersError as error:
        raise ValidationError(
            _("The parameters cannot be used: %(reason)s"), code="parameters", params={"reason": str(error)}
        ) from error


class Edition(models.Model):
    """One dated set of parameters; a project is decided by the edition pinned at its submission."""

    FIXED = ("code", "title", "valid_from", "published_at", "parameters", "notes")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    parameters = models.JSONField(_("parameters"), validators=[validate_parameters])
    notes = models.JSONField(
        _("notes"), default=dict, blank=True, help_text=_("For each parameter, where its value comes from.")
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(published_at__isnull=False),
                name="policy_edition_one_published_per_day",
                violation_error_message=_("Another published edition is valid from the same day."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a draft; raises PublishedEditionError when a published edition would change."""
        self._refuse_change_once_published()
        self.__dict__.pop("typed", None)
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str]:
        """Return what fixtures know an edition by."""
        return (self.code,)

    @property
    def is_published(self) -> bool:
        """Whether the edition is fixed."""
        return self.published_at is not None

    @cached_property
    def typed(self) -> Parameters:
        """The parameters as the rules take them; raises ParametersError when they cannot be used."""
        return Parameters.from_json(self.parameters)

    @property
    def parameters_object(self) -> Parameters:
        """The same as `typed`."""
        return self.typed

    def clean(self) -> None:
        """Refuse any change of a published edition."""
        super().clean()
        self._refuse_change_once_published()

    def _refuse_change_once_published(self) -> None:
        kept = type(self).objects.published().filter(pk=self.pk).first() if self.pk else None
        if kept and any(getattr(kept, name) != getattr(self, name) for name in self.FIXED):
            raise PublishedEditionError(
                _("The edition %(code)s is published and cannot change; make a new edition instead."),
                code="published",
                params={"code": kept.code},
            )
