"""What a recommending institution does for the enterprises it serves: coaching, and who came to its events (clause Q4)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from institutions.enums import CoachingTopic
from institutions.models.recommending import RecommendingInstitution
from institutions.models.roster import (
    OfInstitutionQuerySet,
    PlannedEvent,
    ServedEnterprise,
    credit_code_shape,
)


class CoachingNote(models.Model):
    """One row is one dated talk with one enterprise, in the institution's own words; other institutions never see it."""

    institution = models.ForeignKey(
        RecommendingInstitution,
        on_delete=models.PROTECT,
        related_name="coaching_notes",
        verbose_name=_("institution"),
    )
    enterprise = models.ForeignKey(
        ServedEnterprise,
        on_delete=models.PROTECT,
        related_name="coaching_notes",
        verbose_name=_("enterprise"),
    )
    date = models.DateField(_("date"))
    topic = models.CharField(_("about"), max_length=20, choices=CoachingTopic.choices)
    note = models.TextField(_("what was discussed"), max_length=2000)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    at = models.DateTimeField(_("written"), auto_now_add=True)

    objects = OfInstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("coaching note")
        verbose_name_plural = _("coaching notes")
        indexes = [models.Index(fields=["institution", "-date"], name="coaching_by_day")]

    def __str__(self) -> str:
        return f"{self.date}: {self.enterprise}"


class EventEnterpriseQuerySet(models.QuerySet):
    """Enterprises at events."""

    def visible_to(self, actor):
        """The office and auditors see every row, an institution those of its own events."""
        return self.filter(event__in=PlannedEvent.objects.visible_to(actor))


class EventEnterprise(models.Model):
    """One row is one enterprise that took part in an event that was held."""

    event = models.ForeignKey(
        PlannedEvent, on_delete=models.PROTECT, related_name="enterprises", verbose_name=_("event")
    )
    name = models.CharField(_("name of the enterprise"), max_length=120)
    uscc = models.CharField(
        _("unified social credit code"), max_length=18, blank=True, validators=[credit_code_shape]
    )

    objects = EventEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("enterprise at an event")
        verbose_name_plural = _("enterprises at events")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "name"],
                name="event_enterprise_once",
                violation_error_message=_("This enterprise already stands on the list of the event."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
