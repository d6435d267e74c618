"""The call: a round of applications under one policy edition."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from policy.models import Edition


class CallQuerySet(models.QuerySet):
    """Calls in the programme's words."""

    def open_on(self, day: date) -> "CallQuerySet":
        return self.filter(opens_on__lte=day, closes_on__gte=day).order_by("closes_on", "pk")


class Call(models.Model):
    """One row is one round of applications; the projects in it share an edition and a budget."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=120)
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="+", verbose_name=_("policy edition")
    )
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("closes"))
    guide = models.TextField(_("guide for applicants"), blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="call_closes_after_opening",
                violation_error_message=_("A call closes on or after the day it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open_on(self, day: date) -> bool:
        return self.opens_on <= day <= self.closes_on
