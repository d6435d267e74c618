"""Runs of bank transfers: drawn up, locked, approved by another person, carried out by the bank, settled."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from funds import perms
from funds.enums import RunState as State
from funds.enums import TransferResult
from funds.models.voucher import Redemption
from workflow.models import Subject, SubjectQuerySet, step
from workflow.money import MoneyField


class PaymentRunQuerySet(SubjectQuerySet):
    """Runs in the programme's words."""

    def visible_to(self, actor) -> PaymentRunQuerySet:
        """The office and auditors."""
        return self.all() if actor.sees_everything or actor.is_system else self.none()

    def with_figures(self) -> PaymentRunQuerySet:
        """With the number of transfers, of those without a result, and of those that failed."""
        return self.select_related("drawn_up_by", "approved_by").annotate(
            transfers_counted=models.Count("items"),
            transfers_open=models.Count("items", filter=Q(items__result=TransferResult.WAITING)),
            transfers_failed=models.Count("items", filter=Q(items__result=TransferResult.FAILED)),
        )


class PaymentRun(Subject):
    """One row is one run of transfers that the bank carries out together; its number is its reference."""

    reference_prefix = "PR"
    noun = _("Payment run")

    state = FSMField(_("state"), protected=True, choices=State.choices, default=State.DRAWN_UP)
    drawn_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("drawn up by")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    locked_count = models.PositiveIntegerField(_("transfers, when it was locked"), default=0)
    locked_total = MoneyField(_("total, when it was locked (元)"), default=0)

    objects = PaymentRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment run")
        verbose_name_plural = _("payment runs")
        constraints = [
            models.CheckConstraint(
                condition=Q(locked_total__gte=0),
                name="run_total_not_negative",
                violation_error_message=_("A total is not below 0 元."),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("funds:run", args=[self.reference])

    def interested_parties(self, role: str) -> set[int]:
        """Who acts for a party of one of its projects takes no step of the run: a person is not paid by oneself."""
        return self._parties

    @cached_property
    def _parties(self) -> set[int]:
        items = self.items.exclude(result=TransferResult.TAKEN_OUT)
        project = "redemption__voucher__project"
        rows = items.values_list(
            "redemption__payee_id", f"{project}__applicant_id", f"{project}__laboratory__organisation_id"
        )
        return {party for row in rows for party in row if party is not None}

    @transition(field=state, source=State.DRAWN_UP, target=State.LOCKED, permission=perms.can_draw_up,
                custom=step(_("Lock for approval"), app="funds", order=10))  # fmt: skip
    def lock_run(self, *, count: int, total: int):
        """Finance locks number and total; from now on nothing is added or taken out."""
        self.locked_count, self.locked_total = count, total

    @transition(field=state, source=State.LOCKED, target=State.DRAWN_UP, permission=perms.can_draw_up,
                custom=step(_("Unlock"), app="funds", tone="plain", order=20))  # fmt: skip
    def unlock_run(self):
        """Finance opens the run again before it is approved."""

    @transition(field=state, source=State.LOCKED, target=State.APPROVED, permission=perms.can_approve_run,
                custom=step(_("Approve the run"), app="funds", gate="payment_run", order=15))  # fmt: skip
    def approve_run(self, *, approved_by):
        """Another person approves; the file for the bank can be fetched."""
        self.approved_by = approved_by

    @transition(field=state, source=State.APPROVED, target=State.SETTLED, permission=perms.can_draw_up,
                custom=step(_("Settle the run"), app="funds", order=30))  # fmt: skip
    def settle_run(self, *, paid: int, failed: int):
        """Every transfer has its result; those that failed wait for another run."""

    @transition(field=state, source=[State.DRAWN_UP, State.LOCKED], target=State.CANCELLED,
                permission=perms.can_draw_up,
                custom=step(_("Cancel the run"), app="funds", tone="danger", order=40))  # fmt: skip
    def cancel_run(self):
        """Nothing is transferred; the redemptions wait for another run."""


class RunItem(models.Model):
    """One row is one transfer of a run, with the account as it was when the run was drawn up."""

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="items", verbose_name=_("run"))
    redemption = models.ForeignKey(
        Redemption, on_delete=models.PROTECT, related_name="run_items", verbose_name=_("redemption")
    )
    position = models.PositiveIntegerField(_("number in the run"))
    amount = MoneyField(_("amount (元)"))
    result = models.CharField(
        _("result"), max_length=20, choices=TransferResult.choices, default=TransferResult.WAITING
    )
    reason = models.CharField(_("why it failed"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("result recorded"), null=True, blank=True)

    class Meta:
        verbose_name = _("transfer of a run")
        verbose_name_plural = _("transfers of a run")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "position"],
                name="run_item_position_once",
                violation_error_message=_("Two transfers of a run cannot have the same number."),
            ),
            models.UniqueConstraint(
                fields=["redemption"],
                condition=Q(result__in=[TransferResult.WAITING, TransferResult.PAID]),
                name="run_item_one_live_per_redemption",
                violation_error_message=_("This redemption is in another run already."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="run_item_amount_positive",
                violation_error_message=_("A transfer is for more than 0 元."),
            ),
            models.CheckConstraint(
                condition=~Q(result=TransferResult.FAILED) | ~Q(reason=""),
                name="run_item_failed_for_a_reason",
                violation_error_message=_("Say why the transfer failed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.position}"


class AccountCheck(models.Model):
    """One row says that a second person compared a payee's bank account with its papers; it is never changed."""

    redemption = models.ForeignKey(
        Redemption, on_delete=models.PROTECT, related_name="account_checks", verbose_name=_("redemption")
    )
    account_digest = models.CharField(_("digest of the account"), max_length=64)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), auto_now_add=True)

    class Meta:
        verbose_name = _("confirmation of an account")
        verbose_name_plural = _("confirmations of accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["redemption", "account_digest"],
                name="account_check_once",
                violation_error_message=_("This account is confirmed already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.redemption_id} {self.confirmed_at}"
