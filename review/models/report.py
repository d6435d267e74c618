"""The closing report of a project."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from workflow.money import MoneyField


class ClosingReportQuerySet(models.QuerySet):
    """Closing reports in the programme's words."""

    def visible_to(self, actor) -> ClosingReportQuerySet:
        return self.filter(project__in=Project.objects.visible_to(actor))

    def for_project(self, project: Project) -> ClosingReportQuerySet:
        """Every attempt, newest first."""
        return self.filter(project=project).order_by("-attempt", "-pk")

    def of(self, project: Project) -> ClosingReport | None:
        """The attempt that counts now, or None before the first word."""
        return self.for_project(project).filter(is_current=True).first()


class ClosingReport(models.Model):
    """One row is the report for one closing review; after a failed review the next attempt gets a row of its own."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="closing_reports", verbose_name=_("project")
    )
    attempt = models.PositiveSmallIntegerField(_("attempt"), editable=False)
    work_done = models.TextField(_("work done, against the plan"), blank=True)
    results = models.TextField(_("results"), blank=True)
    deviations = models.TextField(_("deviations from the plan, and why"), blank=True)
    effects = models.TextField(_("economic and other effects"), blank=True)
    actual_cost = MoneyField(_("actual cost (元)"), null=True, blank=True)
    is_current = models.BooleanField(_("the attempt that counts"), default=True, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = ClosingReportQuerySet.as_manager()

    # What is written, in the order of the form; a correction may name each.
    WRITTEN = ("work_done", "results", "deviations", "effects", "actual_cost")

    class Meta:
        verbose_name = _("closing report")
        verbose_name_plural = _("closing reports")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "attempt"],
                name="report_attempt_once",
                violation_error_message=_("There is already a report for this closing review."),
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(is_current=True),
                name="report_one_current",
                violation_error_message=_("Only one closing report of a project counts."),
            ),
            models.CheckConstraint(
                condition=models.Q(actual_cost__isnull=True) | models.Q(actual_cost__gt=0),
                name="report_cost_positive",
                violation_error_message=_("The actual cost is more than 0 元."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.attempt}"
