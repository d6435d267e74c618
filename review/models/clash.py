"""Attempts to use an invoice of another project."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from workflow.money import MoneyField


class InvoiceClashQuerySet(models.QuerySet):
    """Attempts in the programme's words."""

    def visible_to(self, actor) -> InvoiceClashQuerySet:
        """The office's and auditors' alone, on projects whose file they see; a party never learns of the other one."""
        if not actor.sees_everything:
            return self.none()
        seen = Project.objects.visible_to(actor)
        return self.filter(project__in=seen, owner__in=seen)

    def about(self, project: Project) -> InvoiceClashQuerySet:
        """Those that concern a project from either side."""
        return self.filter(Q(project=project) | Q(owner=project)).order_by("pk")


class InvoiceClash(models.Model):
    """One row says that somebody tried to enter an invoice in a project that another project has used; it is never
    changed. The invoice itself was refused."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="invoice_clashes", verbose_name=_("project")
    )
    owner = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="+", verbose_name=_("project that has the invoice")
    )
    number = models.CharField(_("invoice number"), max_length=40)
    seller_uscc = models.CharField(_("seller's credit code"), max_length=18)
    amount = MoneyField(_("amount (元)"), null=True, blank=True)
    tried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    tried_at = models.DateTimeField(_("when"), default=timezone.now)

    objects = InvoiceClashQuerySet.as_manager()

    class Meta:
        verbose_name = _("invoice of another project")
        verbose_name_plural = _("invoices of other projects")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number", "seller_uscc"],
                name="invoice_clash_once",
                violation_error_message=_("This attempt is recorded already."),
            ),
            models.CheckConstraint(
                condition=~Q(project=models.F("owner")),
                name="invoice_clash_between_two",
                violation_error_message=_("An invoice of the same project is no clash."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.project_id} / {self.owner_id}"
