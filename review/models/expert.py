"""The register of experts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.enums import State
from institutions.enums import TechnologyField


class ExpertQuerySet(models.QuerySet):
    """Experts in the programme's words."""

    def visible_to(self, actor) -> ExpertQuerySet:
        """The office and auditors; nobody else learns who the experts are, each expert sees the own entry."""
        return self.all() if actor.sees_everything else self.filter(user_id=actor.user.pk)

    def available(self) -> ExpertQuerySet:
        """Those who can be asked, with their load and record, by name."""
        found = self.filter(is_active=True, user__is_active=True).select_related("user")
        found = found.prefetch_related("user__memberships__organisation")
        return found.with_load().order_by("user__name", "pk")

    def with_load(self) -> ExpertQuerySet:
        """With the number of opinions that are still to be written, and the record."""
        waiting = models.Q(
            assignments__submitted_at=None,
            assignments__declined_at=None,
            assignments__replaced_by=None,
            assignments__project__state__in=(State.ENDORSED, State.IN_REVIEW),
        )
        still = waiting & (models.Q(assignments__conflict=None) | models.Q(assignments__conflict=False))
        return self.with_record().annotate(load=models.Count("assignments", filter=still, distinct=True))

    def with_record(self) -> ExpertQuerySet:
        """With what the register says of earlier invitations: asked, answered, in time, declined, in conflict."""
        in_time = models.Q(assignments__submitted_at__date__lte=models.F("assignments__due_date"))
        counted = {
            "asked": None,
            "answered": models.Q(assignments__submitted_at__isnull=False),
            "in_time": in_time,
            "declined": models.Q(assignments__declined_at__isnull=False),
            "in_conflict": models.Q(assignments__conflict=True),
        }
        return self.annotate(
            **{
                name: models.Count("assignments", filter=condition, distinct=True)
                for name, condition in counted.items()
            }
        )


class Expert(models.Model):
    """One row is one person whom the office may ask for an opinion, with what tells conflicts of interest."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="expert", verbose_name=_("person")
    )
    unit = models.CharField(_("unit"), max_length=120)
    title = models.CharField(_("professional title"), max_length=80, blank=True)
    field = models.CharField(
        _("field"), max_length=20, choices=TechnologyField.choices, default=TechnologyField.GENERAL
    )
    avoidance_units = models.TextField(
        _("units to be avoided"),
        blank=True,
        help_text=_("One unit a line; the expert is never asked about its projects."),
    )
    is_active = models.BooleanField(_("can be asked"), default=True)

    objects = ExpertQuerySet.as_manager()

    class Meta:
        verbose_name = _("expert")
        verbose_name_plural = _("experts")

    def __str__(self) -> str:
        return f"{self.user} ({self.unit})"

    @property
    def avoided(self) -> list[str]:
        """The own unit and every unit to be avoided."""
        return [self.unit, *(line.strip() for line in self.avoidance_units.splitlines() if line.strip())]
