"""The yearly performance evaluation of professional service institutions (绩效评价, clause Q5)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from institutions.enums import Grade
from institutions.models.service import ServiceInstitution


class PerformanceEvaluationQuerySet(models.QuerySet):
    """Evaluations in the programme's words."""

    def visible_to(self, actor):
        """The office and auditors see every evaluation, an institution its own once they are published."""
        found = self.filter(institution__in=ServiceInstitution.objects.visible_to(actor))
        return found if actor.sees_everything else found.published()

    def published(self):
        return self.filter(published_at__isnull=False)

    def newest_first(self):
        return self.order_by("-year", "-pk")


class PerformanceEvaluation(models.Model):
    """One row is the office's judgement on one institution's work in one year."""

    institution = models.ForeignKey(
        ServiceInstitution,
        on_delete=models.PROTECT,
        related_name="evaluations",
        verbose_name=_("institution"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    score = models.PositiveSmallIntegerField(_("score"), help_text=_("From 0 to 100."))
    grade = models.CharField(_("grade"), max_length=20, choices=Grade.choices)
    remark = models.TextField(_("remark"), blank=True)
    results = models.JSONField(
        _("points of each indicator"),
        default=list,
        blank=True,
        help_text=_("As they stood when the year was evaluated; later changes of the indicators leave them."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("evaluated by")
    )
    at = models.DateTimeField(_("evaluated"), auto_now_add=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    objects = PerformanceEvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("performance evaluation")
        verbose_name_plural = _("performance evaluations")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "year"],
                name="evaluation_once_a_year",
                violation_error_message=_("This institution is already evaluated for the year."),
            ),
            models.CheckConstraint(
                condition=models.Q(score__gte=0, score__lte=100),
                name="evaluation_score_in_scale",
                violation_error_message=_("A score lies between 0 and 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.get_grade_display()}"
