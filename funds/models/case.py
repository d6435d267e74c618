"""Cases of claw-back: a paid voucher whose cost fell afterwards."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from workflow.money import MoneyField


class ClawBackCaseQuerySet(models.QuerySet):
    """Cases in the programme's words."""

    def visible_to(self, actor) -> ClawBackCaseQuerySet:
        """Whoever sees the project sees that a part of its payment is being looked at."""
        return self.filter(project__in=Project.objects.visible_to(actor))

    def open(self) -> ClawBackCaseQuerySet:
        """Those that nobody has decided yet; a project has at most one."""
        return self.filter(decided_at__isnull=True)

    def open_of(self, project: Project) -> ClawBackCase | None:
        """The one that waits for a decision on a project, when there is one."""
        return self.open().filter(project=project).first()

    def of_project(self) -> Exists:
        """For a query of projects: whether there is one of these for each."""
        return Exists(self.filter(project=OuterRef("pk")))

    def for_list(self) -> ClawBackCaseQuerySet:
        return self.select_related("project__applicant", "project__laboratory__organisation", "decided_by")


class ClawBackCase(models.Model):
    """One row asks the office whether a paid amount is claimed back in part, because credit notes lowered the cost."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="claw_back_cases", verbose_name=_("project")
    )
    credited = MoneyField(_("credited since the payment (元)"))
    excess = MoneyField(_("paid above what the remaining cost bears (元)"))
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    claimed = MoneyField(_("claimed back (元)"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = ClawBackCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case of claw-back")
        verbose_name_plural = _("cases of claw-back")
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(decided_at__isnull=True),
                name="claw_back_one_open_case",
                violation_error_message=_("This project has an open case already."),
            ),
            models.CheckConstraint(
                condition=Q(excess__gt=0) & Q(credited__gt=0),
                name="claw_back_case_amounts_positive",
                violation_error_message=_("A case is about more than 0 元."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, claimed__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False, claimed__gte=0),
                name="claw_back_case_decided_by_somebody",
                violation_error_message=_("A decision has a person, a time and an amount."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.excess}"
