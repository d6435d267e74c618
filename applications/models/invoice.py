"""Invoices of a project: shared by closing and redemption, hence in the spine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflow.money import MoneyField


class Invoice(models.Model):
    """One row is one invoice; number and seller are unique across the whole programme, so that none is used twice."""

    project = models.ForeignKey(
        "applications.Project", on_delete=models.PROTECT, related_name="invoices", verbose_name=_("project")
    )
    number = models.CharField(_("invoice number"), max_length=40)
    seller_uscc = models.CharField(_("seller's credit code"), max_length=18)
    seller_name = models.CharField(_("seller"), max_length=120)
    issued_on = models.DateField(_("date"))
    amount = MoneyField(_("amount (元)"))
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            models.UniqueConstraint(
                fields=["number", "seller_uscc"],
                name="invoice_once",
                violation_error_message=_("This invoice is already used in the programme."),
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0),
                name="invoice_amount_positive",
                violation_error_message=_("The amount of an invoice is more than 0 元."),
            ),
        ]

    def __str__(self) -> str:
        return self.number
