"""How a year is evaluated: the office's indicators with their weights, and what the institutions report of themselves."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from institutions.enums import Grade
from institutions.models.service import ServiceInstitution

MANUAL = "manual"
WHOLE = 100


class EvaluationRound(models.Model):
    """One row is the yearly evaluation of all professional service institutions (clause Q5): its dates and grades."""

    year = models.PositiveSmallIntegerField(
        _("year"), unique=True, validators=[MinValueValidator(2010), MaxValueValidator(2100)]
    )
    report_until = models.DateField(
        _("self-report until"), help_text=_("The last day on which an institution can hand its report in.")
    )
    excellent_from = models.PositiveSmallIntegerField(_("“excellent” from"), default=90)
    good_from = models.PositiveSmallIntegerField(_("“good” from"), default=75)
    passed_from = models.PositiveSmallIntegerField(_("“passed” from"), default=60)

    class Meta:
        verbose_name = _("yearly evaluation")
        verbose_name_plural = _("yearly evaluations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(excellent_from__lte=WHOLE)
                & models.Q(excellent_from__gt=models.F("good_from"))
                & models.Q(good_from__gt=models.F("passed_from")),
                name="evaluation_grades_in_order",
                violation_error_message=_(
                    "The scores of the grades must fall: excellent, good, passed, none above 100."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def grade_of(self, score: int) -> Grade:
        """The grade of a score from 0 to 100; the score at which a grade begins has it."""
        if score >= self.excellent_from:
            return Grade.EXCELLENT
        if score >= self.good_from:
            return Grade.GOOD
        return Grade.PASSED if score >= self.passed_from else Grade.FAILED

    def takes_reports_on(self, day: date) -> bool:
        """Institutions report until the end of the last day."""
        return day <= self.report_until


class Indicator(models.Model):
    """One row is one thing that counts in a year, with its weight and the values that give no and all points."""

    round = models.ForeignKey(
        EvaluationRound,
        on_delete=models.CASCADE,
        related_name="indicators",
        verbose_name=_("yearly evaluation"),
    )
    label = models.CharField(_("indicator"), max_length=80)
    source = models.CharField(_("where its value comes from"), max_length=40, default=MANUAL)
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        validators=[MinValueValidator(1), MaxValueValidator(WHOLE)],
        help_text=_("All weights of a year together are 100."),
    )
    none_at = models.DecimalField(_("no points at"), max_digits=10, decimal_places=2, default=Decimal(0))
    full_at = models.DecimalField(_("full points at"), max_digits=10, decimal_places=2, default=Decimal(100))

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "label"],
                name="indicator_once_a_year",
                violation_error_message=_("This indicator already stands in the year."),
            ),
            models.CheckConstraint(
                condition=~models.Q(none_at=models.F("full_at")),
                name="indicator_has_a_span",
                violation_error_message=_("The values for no and for full points must differ."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_manual(self) -> bool:
        """Whether the office gives its value from 0 to 100 itself."""
        return self.source == MANUAL

    def points(self, value: Decimal) -> Decimal:
        """Points from 0 to 100 on the line between the two values; fewer can be better, as with days."""
        share = (Decimal(value) - self.none_at) / (self.full_at - self.none_at)
        points = min(max(share, Decimal(0)), Decimal(1)) * WHOLE
        return points.quantize(Decimal("0.1"), ROUND_HALF_UP)


class SelfReportQuerySet(models.QuerySet):
    """Self-reports in the programme's words."""

    def visible_to(self, actor):
        """The office and auditors see every report that was handed in, an institution its own."""
        found = self.filter(institution__in=ServiceInstitution.objects.visible_to(actor))
        return found.handed_in() if actor.sees_everything else found

    def handed_in(self):
        return self.filter(submitted_at__isnull=False)


class SelfReport(models.Model):
    """One row is what one institution reports of its own work in one year."""

    institution = models.ForeignKey(
        ServiceInstitution,
        on_delete=models.PROTECT,
        related_name="self_reports",
        verbose_name=_("institution"),
    )
    round = models.ForeignKey(
        EvaluationRound,
        on_delete=models.PROTECT,
        related_name="self_reports",
        verbose_name=_("yearly evaluation"),
    )
    enterprises_advised = models.PositiveIntegerField(_("enterprises advised"), default=0)
    events_held = models.PositiveIntegerField(_("events held"), default=0)
    people_trained = models.PositiveIntegerField(_("people trained"), default=0)
    achievements = models.TextField(_("what was achieved"), max_length=4000)
    problems = models.TextField(_("problems and suggestions"), max_length=4000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)

    objects = SelfReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("self-report")
        verbose_name_plural = _("self-reports")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "round"],
                name="self_report_once_a_year",
                violation_error_message=_("There is already a self-report of this year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.institution}"
