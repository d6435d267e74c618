"""Invoices of a project and their credit notes: shared by closing and redemption, hence in the spine."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from workflow.money import MoneyField, format_yuan


class InvoiceQuerySet(models.QuerySet):
    """Invoices in the programme's words."""

    def ordinary(self) -> InvoiceQuerySet:
        """The invoices that a credit note may correct."""
        return self.filter(corrects__isnull=True)

    def net(self) -> int:
        """What the invoices come to less their credit notes, in fen."""
        sums = self.aggregate(
            invoiced=Sum("amount", filter=Q(corrects__isnull=True), default=0),
            credited=Sum("amount", filter=Q(corrects__isnull=False), default=0),
        )
        return sums["invoiced"] - sums["credited"]


class Invoice(models.Model):
    """One row is one invoice, or one credit note that takes a part of an invoice back; number and seller are unique across
    the whole programme, so that none is used twice. Amounts are above 0 for both; sums count credit notes as less."""

    project = models.ForeignKey(
        "applications.Project", on_delete=models.PROTECT, related_name="invoices", verbose_name=_("project")
    )
    number = models.CharField(_("invoice number"), max_length=40)
    seller_uscc = models.CharField(_("seller's credit code"), max_length=18)
    seller_name = models.CharField(_("seller"), max_length=120)
    issued_on = models.DateField(_("date"))
    amount = MoneyField(_("amount (元)"))
    corrects = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="credit_notes",
        verbose_name=_("credit note for"),
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    objects = InvoiceQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
                name="invoice_corrects_another",
                violation_error_message=_("A credit note corrects another invoice than itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_credit_note(self) -> bool:
        return self.corrects_id is not None

    @property
    def net_amount(self) -> int:
        """What this row adds to a sum, in fen: below zero for a credit note."""
        return -self.amount if self.is_credit_note else self.amount

    def remainder(self, besides: int | None = None) -> int:
        """What credit notes, one of them left out, have left of this invoice, in fen."""
        return (
            self.amount
            - self.credit_notes.exclude(pk=besides).aggregate(total=Sum("amount", default=0))["total"]
        )

    def clean(self) -> None:
        """A credit note corrects an ordinary invoice of the same project and seller, and takes back at most its rest."""
        if self.corrects is not None and (errors := self._wrong_as_credit_note(self.corrects)):
            raise ValidationError(errors)

    def _wrong_as_credit_note(self, corrected: Invoice) -> dict[str, Any]:
        if corrected.project_id != self.project_id:
            return {"corrects": _("Choose an invoice of this project.")}
        if corrected.is_credit_note:
            return {"corrects": _("A credit note cannot correct another credit note.")}
        wrong: dict[str, Any] = {}
        if corrected.seller_uscc != self.seller_uscc:
            wrong["seller_uscc"] = _("A credit note comes from the seller of the invoice that it corrects.")
        if self.issued_on and self.issued_on < corrected.issued_on:
            wrong["issued_on"] = _("A credit note is not older than the invoice that it corrects.")
        left = corrected.remainder(besides=self.pk)
        if self.amount and self.amount > left:
            words = _("The credit note is larger than what is left of the invoice: %(left)s.")
            wrong["amount"] = ValidationError(words, params={"left": format_yuan(left)})
        return wrong
