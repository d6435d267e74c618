"""On-site checks of closed projects: how they were drawn and what they found."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from risk import perms
from risk.enums import CheckResult
from workflow.models import Document


class Sample(models.Model):
    """One row is one draw of projects to be checked on site; seed and bounds make it repeatable by anybody."""

    closed_from = models.DateField(_("closed from"))
    closed_to = models.DateField(_("closed until"))
    size = models.PositiveSmallIntegerField(_("projects to draw"))
    seed = models.CharField(_("seed"), max_length=40)
    eligible = models.PositiveIntegerField(_("projects to draw from"))
    pool = models.JSONField(_("references to draw from"), default=list, editable=False)
    due_date = models.DateField(_("to be checked by"))
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("drawn by")
    )
    drawn_at = models.DateTimeField(_("drawn"), auto_now_add=True)

    class Meta:
        verbose_name = _("sample")
        verbose_name_plural = _("samples")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_to__gte=models.F("closed_from")),
                name="sample_period_in_order",
                violation_error_message=_("The period ends before it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.closed_from}–{self.closed_to} · {self.size}"


class SiteCheckQuerySet(models.QuerySet):
    """On-site checks in the programme's words."""

    def visible_to(self, actor) -> SiteCheckQuerySet:
        """The office and auditors; nobody is told beforehand who is visited, also not who acts for a party elsewhere."""
        if not perms.can_see_signals(actor):
            return self.none()
        parties = actor.parties - {actor.organisation_id}
        own = Project.objects.matters_of(parties)
        return self.exclude(project__in=own) if parties else self.all()

    def for_list(self) -> SiteCheckQuerySet:
        return self.select_related("project__applicant", "project__laboratory__organisation", "sample")

    def open(self) -> SiteCheckQuerySet:
        return self.filter(reported_at__isnull=True)


class SiteCheck(models.Model):
    """One row is one visit to be made to a closed project, with the report once there is one."""

    sample = models.ForeignKey(
        Sample, on_delete=models.PROTECT, related_name="checks", verbose_name=_("sample")
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="site_checks", verbose_name=_("project")
    )
    visited_on = models.DateField(_("visited"), null=True, blank=True)
    present = models.CharField(_("who was there"), max_length=300, blank=True)
    result = models.CharField(_("result"), max_length=20, choices=CheckResult.choices, blank=True)
    report = models.TextField(_("report"), max_length=8000, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reported by"),
    )
    reported_at = models.DateTimeField(_("reported"), null=True, blank=True)

    objects = SiteCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("on-site check")
        verbose_name_plural = _("on-site checks")
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                name="check_once_a_project",
                violation_error_message=_("This project was drawn already."),
            ),
            models.CheckConstraint(
                condition=models.Q(reported_at__isnull=True)
                | (models.Q(visited_on__isnull=False) & ~models.Q(result="") & ~models.Q(report="")),
                name="check_report_is_whole",
                violation_error_message=_("A report has a day, a result and words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.sample}"

    @classmethod
    def subject_label(cls) -> str:
        return cls._meta.label_lower

    @property
    def documents(self):
        """The files of the report."""
        return Document.objects.of(self)
