"""The voucher and the requests to redeem it."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.masking import masked_account
from accounts.models import Organisation
from applications.models import Project
from funds.enums import TransferResult, VoucherStatus
from workflow.money import MoneyField


class VoucherQuerySet(models.QuerySet):
    """Vouchers in the programme's words."""

    def visible_to(self, actor) -> VoucherQuerySet:
        """Whoever sees the project sees its voucher."""
        return self.filter(project__in=Project.objects.visible_to(actor))

    def numbered(self, number: str) -> VoucherQuerySet:
        """The voucher with this number, however it was typed."""
        return self.filter(number="".join(number.split()).upper()).select_related("project")


class Voucher(models.Model):
    """One row is one voucher as it was issued; rows are never changed.

    What it is worth now follows from the state of its project, and an extended deadline stands on the project.
    """

    project = models.OneToOneField(
        Project, on_delete=models.PROTECT, related_name="voucher", verbose_name=_("project")
    )
    number = models.CharField(_("number"), max_length=30, unique=True)
    face_amount = MoneyField(_("face amount (元)"))
    issued_on = models.DateField(_("issued"))
    use_by = models.DateField(_("to be used by, as issued"), null=True, blank=True)
    redeem_by = models.DateField(_("to be redeemed by, as issued"), null=True, blank=True)

    objects = VoucherQuerySet.as_manager()

    class Meta:
        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")
        constraints = [
            models.CheckConstraint(
                condition=Q(face_amount__gt=0),
                name="voucher_face_amount_positive",
                violation_error_message=_("A voucher is worth more than 0 元."),
            ),
            models.CheckConstraint(
                condition=Q(use_by__isnull=True) | Q(redeem_by__isnull=True) | Q(redeem_by__gte=F("use_by")),
                name="voucher_dates_in_order",
                violation_error_message=_("A voucher is used before it is redeemed."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def status(self) -> VoucherStatus:
        return VoucherStatus.of(self.project.state)

    @property
    def worth(self) -> int:
        """The face amount today, in fen: a granted change of the contract may have lowered it since the issue."""
        return self.project.award_amount or self.face_amount


class RedemptionQuerySet(models.QuerySet):
    """Redemptions in the programme's words."""

    def visible_to(self, actor) -> RedemptionQuerySet:
        """Whoever sees the project sees its requests."""
        return self.filter(voucher__project__in=Project.objects.visible_to(actor))

    def live(self) -> RedemptionQuerySet:
        """The requests that count; a voucher has at most one."""
        return self.filter(live=True)

    def for_project(self, project) -> RedemptionQuerySet:
        """Every request of a project, newest first, with its payment."""
        found = self.filter(voucher__project=project).order_by("-pk")
        return found.select_related(
            "payee", "requested_by", "decided_by", "service_checked_by", "payment__batch", "payment__paid_by"
        )

    def unconfirmed(self) -> RedemptionQuerySet:
        """The live requests that no service institution has confirmed yet."""
        return self.live().filter(service_checked_at__isnull=True, decided_at__isnull=True)

    def with_run(self) -> RedemptionQuerySet:
        """With the run that a transfer waits in, and whether a second person has confirmed the account."""
        items = self.model._meta.get_field("run_items").related_model._default_manager
        live = items.filter(redemption=OuterRef("pk"), result=TransferResult.WAITING)
        return self.annotate(in_run=Subquery(live.values("run__reference")[:1]))

    def awaiting_payment(self) -> RedemptionQuerySet:
        """Decided and not paid yet, with what finance needs to transfer."""
        waiting = self.live().filter(decided_at__isnull=False, payment__isnull=True)
        return waiting.select_related("voucher__project__applicant", "payee", "decided_by")


class Redemption(models.Model):
    """One row is one request to redeem a voucher, with the payee's bank data as of that day."""

    voucher = models.ForeignKey(
        Voucher, on_delete=models.PROTECT, related_name="redemptions", verbose_name=_("voucher")
    )
    amount = MoneyField(_("amount (元)"))
    payee = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("payee")
    )
    bank_name = models.CharField(_("bank"), max_length=120)
    account_holder = models.CharField(_("account holder"), max_length=120)
    account_number = models.CharField(_("account number"), max_length=40)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    service_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed for the service institution by"),
    )
    service_checked_at = models.DateTimeField(
        _("confirmed by the service institution"), null=True, blank=True
    )
    live = models.BooleanField(_("counts"), default=True)

    objects = RedemptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("redemption")
        verbose_name_plural = _("redemptions")
        constraints = [
            models.UniqueConstraint(
                fields=["voucher"],
                condition=Q(live=True),
                name="redemption_one_live_per_voucher",
                violation_error_message=_("This voucher is already being redeemed."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="redemption_amount_positive",
                violation_error_message=_("A redemption is for more than 0 元."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="redemption_decided_by_somebody",
                violation_error_message=_("A decision has a person and a time."),
            ),
            models.CheckConstraint(
                condition=Q(service_checked_by__isnull=True, service_checked_at__isnull=True)
                | Q(service_checked_by__isnull=False, service_checked_at__isnull=False),
                name="redemption_confirmed_by_somebody",
                violation_error_message=_("A confirmation has a person and a time."),
            ),
            models.CheckConstraint(
                condition=~Q(bank_name="") & ~Q(account_holder="") & ~Q(account_number=""),
                name="redemption_account_complete",
                violation_error_message=_("The payee's bank account is not complete."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-id"], name="redemption_decided", condition=Q(live=True, decided_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voucher_id}: {self.amount}"

    @property
    def account_digest(self) -> str:
        """What a confirmation of the account confirms: bank, holder and number exactly as they are."""
        account = [self.bank_name, self.account_holder, self.account_number]
        return hashlib.sha256(json.dumps(account, ensure_ascii=False).encode()).hexdigest()

    @property
    def masked_account(self) -> str:
        """The account number as lists may show it."""
        return masked_account(self.account_number)
