"""The two kinds of applicant, each extending a party of the accounts app."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import Organisation
from policy.codes import INDUSTRIES
from workflow.money import MoneyField

INDUSTRY_CHOICES = [(code, _(words)) for code, words in INDUSTRIES.items()]


class Enterprise(models.Model):
    """One row is one small or micro enterprise as it describes itself; figures are of the last full year."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="enterprise", verbose_name=_("organisation")
    )
    industry = models.CharField(_("industry"), max_length=20, choices=INDUSTRY_CHOICES)
    staff = models.PositiveIntegerField(_("employees, last year"))
    revenue = MoneyField(_("revenue, last year (元)"))
    assets = MoneyField(_("total assets, end of last year (元)"))
    legal_representative = models.CharField(_("legal representative"), max_length=80)
    controller = models.CharField(_("actual controller"), max_length=120, blank=True)
    registered_on = models.DateField(_("date of registration"), null=True, blank=True)
    abnormal = models.BooleanField(_("on the list of abnormal operations"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revenue__gte=0, assets__gte=0),
                name="enterprise_figures_not_negative",
                violation_error_message=_("Revenue and assets cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class StartupTeam(models.Model):
    """One row is one start-up team: no company yet, hence a natural person who leads and answers for it."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="team", verbose_name=_("organisation")
    )
    leader_name = models.CharField(_("leader"), max_length=80)
    leader_id_number = models.CharField(_("leader's ID number"), max_length=30)
    members = models.TextField(_("members"), blank=True)
    incubator = models.CharField(_("incubator, science park or maker space"), max_length=120)
    registration_planned_on = models.DateField(_("planned registration as a company"), null=True, blank=True)
    became = models.OneToOneField(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="former_team",
        verbose_name=_("became the enterprise"),
    )

    class Meta:
        verbose_name = _("start-up team")
        verbose_name_plural = _("start-up teams")

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def masked_id_number(self) -> str:
        """The ID number as pages and logs may show it."""
        number = self.leader_id_number
        return f"{number[:3]}{'*' * max(len(number) - 5, 3)}{number[-2:]}"
