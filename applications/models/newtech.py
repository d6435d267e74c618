"""New technology and new products: the published list, and what a project buys from it (Q2)."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from workflow.money import MoneyField


class NewTechProduct(models.Model):
    """One row is one entry of the list published by the Municipal S&T Commission, with its validity."""

    number = models.CharField(_("list number"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=160)
    supplier = models.CharField(_("supplier"), max_length=120)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("listed new product")
        verbose_name_plural = _("listed new products")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")),
                name="newtech_valid_to_after_from",
                violation_error_message=_("The validity ends on or after the day it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_to


class NewTechPurchase(models.Model):
    """One row is one purchase that a project plans; without a listed product it is never supported (R2.4)."""

    project = models.ForeignKey(
        "applications.Project", on_delete=models.CASCADE, related_name="purchases", verbose_name=_("project")
    )  # a line of the form, goes with its draft
    product = models.ForeignKey(
        NewTechProduct,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("listed product"),
    )
    name = models.CharField(_("what is bought"), max_length=160)
    amount = MoneyField(_("amount (元)"))
    justification = models.TextField(_("why the project needs it"))
    bought_on = models.DateField(_("bought on"), null=True, blank=True)

    class Meta:
        verbose_name = _("new-technology purchase")
        verbose_name_plural = _("new-technology purchases")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0),
                name="newtech_purchase_amount_positive",
                violation_error_message=_("The amount of a purchase is more than 0 元."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
