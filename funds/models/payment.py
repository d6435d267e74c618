"""What finance has paid, in which batch."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from funds.models.run import PaymentRun
from funds.models.voucher import Redemption
from workflow.money import MoneyField


class PaymentBatchQuerySet(models.QuerySet):
    """Batches in the programme's words."""

    def visible_to(self, actor) -> PaymentBatchQuerySet:
        """The office and auditors."""
        return self.all() if actor.sees_everything or actor.is_system else self.none()

    def with_figures(self) -> PaymentBatchQuerySet:
        """With the number of payments, their total in fen, and the run that they came from."""
        runs = PaymentRun.objects.filter(reference=models.OuterRef("number"))
        return self.select_related("created_by").annotate(
            paid=models.Count("payments"),
            paid_total=models.Sum("payments__amount", default=0),
            of_run=models.Exists(runs),
        )


class PaymentBatch(models.Model):
    """One row is one batch of payments; a run of transfers has the batch with its own number."""

    number = models.CharField(_("batch number"), max_length=40, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    created_at = models.DateTimeField(_("opened"), auto_now_add=True)

    objects = PaymentBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment batch")
        verbose_name_plural = _("payment batches")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(number=""),
                name="payment_batch_has_number",
                violation_error_message=_("Give the batch a number."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PaymentQuerySet(models.QuerySet):
    """Payments in the programme's words."""

    def visible_to(self, actor) -> PaymentQuerySet:
        """Whoever sees the project sees its payments."""
        return self.filter(redemption__voucher__project__in=Project.objects.visible_to(actor))

    def for_project(self, project) -> PaymentQuerySet:
        return (
            self.filter(redemption__voucher__project=project)
            .select_related("batch", "paid_by")
            .order_by("-pk")
        )


class Payment(models.Model):
    """One row is one transfer that the bank has carried out; rows are never changed."""

    redemption = models.OneToOneField(
        Redemption, on_delete=models.PROTECT, related_name="payment", verbose_name=_("redemption")
    )
    batch = models.ForeignKey(
        PaymentBatch, on_delete=models.PROTECT, related_name="payments", verbose_name=_("batch")
    )
    amount = MoneyField(_("amount (元)"))
    receipt_number = models.CharField(_("bank receipt number"), max_length=60, unique=True)
    paid_on = models.DateField(_("paid on"))
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("paid by")
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0),
                name="payment_amount_positive",
                violation_error_message=_("A payment is for more than 0 元."),
            ),
            models.CheckConstraint(
                condition=~models.Q(receipt_number=""),
                name="payment_has_receipt",
                violation_error_message=_("Enter the number of the bank receipt."),
            ),
        ]

    def __str__(self) -> str:
        return self.receipt_number
