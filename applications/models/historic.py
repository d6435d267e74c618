"""Projects of the years before the portal: an archive, never a dossier that anybody could take a step on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from applications.enums import HistoricOutcome
from institutions.models.roster import credit_code_shape
from labs.enums import ActivityType
from workflow.money import MoneyField


class HistoricProjectQuerySet(models.QuerySet):
    """The archive in the programme's words."""

    def visible_to(self, actor):
        """The office and auditors alone: these data were given to another system for another purpose."""
        return self.all() if actor.sees_everything else self.none()

    def of_applicant(self, uscc: str):
        """What an enterprise received before the portal, by its credit code."""
        return self.filter(applicant_uscc=uscc).order_by("-year", "-pk")


class HistoricProject(models.Model):
    """One row is one project that was decided before the portal; it has no state, no voucher and no events here."""

    number = models.CharField(_("number in the earlier records"), max_length=60, unique=True)
    year = models.PositiveSmallIntegerField(_("year of the application"))
    title = models.CharField(_("title"), max_length=200)
    applicant_name = models.CharField(_("name of the applicant"), max_length=120)
    applicant_uscc = models.CharField(
        _("credit code of the applicant"),
        max_length=18,
        blank=True,
        db_index=True,
        validators=[credit_code_shape],
    )
    laboratory_name = models.CharField(_("name of the laboratory"), max_length=120)
    activity_type = models.CharField(
        _("activity type"), max_length=40, choices=ActivityType.choices, blank=True
    )
    contract_fen = MoneyField(_("contract amount (元)"), null=True, blank=True)
    awarded_fen = MoneyField(_("awarded amount (元)"), null=True, blank=True)
    paid_fen = MoneyField(_("paid amount (元)"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=HistoricOutcome.choices)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    objects = HistoricProjectQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("historic project")
        verbose_name_plural = _("historic projects")
        indexes = [models.Index(fields=["year", "outcome"], name="historic_project_year")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(paid_fen__isnull=True)
                | models.Q(awarded_fen__isnull=True)
                | models.Q(paid_fen__lte=models.F("awarded_fen")),
                name="historic_project_paid_within_award",
                violation_error_message=_("No more was paid than was awarded."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
