"""What the holder of a voucher shows to whoever has a link."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from funds.models.voucher import Voucher


def new_token() -> str:
    """192 random bits: only who was given the link has it."""
    return secrets.token_urlsafe(24)


class VoucherShareQuerySet(models.QuerySet):
    """Links in the programme's words."""

    def live(self) -> VoucherShareQuerySet:
        return self.filter(ended_at__isnull=True)

    def live_of(self, voucher: Voucher) -> VoucherShare | None:
        return self.live().filter(voucher=voucher).first()


class VoucherShare(models.Model):
    """One row is one link with which the holder showed name and amount, from when to when; switching off ends it for good."""

    voucher = models.ForeignKey(
        Voucher, on_delete=models.PROTECT, related_name="shares", verbose_name=_("voucher")
    )
    token = models.CharField(_("token"), max_length=40, unique=True, default=new_token, editable=False)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("shared by")
    )
    shared_at = models.DateTimeField(_("shared"), default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = VoucherShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared voucher")
        verbose_name_plural = _("shared vouchers")
        constraints = [
            models.UniqueConstraint(
                fields=["voucher"],
                condition=models.Q(ended_at__isnull=True),
                name="voucher_share_one_live",
                violation_error_message=_("This voucher is shared already."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="voucher_share_ended_by_somebody",
                violation_error_message=_("The end of a link has a person and a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voucher_id}: {self.shared_at:%Y-%m-%d}"
