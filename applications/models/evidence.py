"""What the steps leave on a project for later steps: evidence travels with the project."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.enums import Payee
from policy.models import Edition
from workflow.money import MoneyField


def person(label) -> models.ForeignKey:
    """A person who took a step, kept for the four-eyes rules."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
    )


class ProjectEvidence(models.Model):
    """Values stored by transitions only; forms never write them."""

    edition = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("policy edition"),
    )
    payee = models.CharField(_("payee"), max_length=20, choices=Payee.choices, default=Payee.LABORATORY)
    snapshot = models.JSONField(_("applicant as of submission"), default=dict, blank=True)
    content_digest = models.CharField(_("digest of the content"), max_length=64, blank=True, db_index=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    returns = models.PositiveSmallIntegerField(_("times returned"), default=0)
    clock_stopped_at = models.DateTimeField(_("clock stopped"), null=True, blank=True)
    clock_stopped_seconds = models.PositiveBigIntegerField(_("seconds the clock stood still"), default=0)

    endorsement = models.TextField(_("endorsement"), blank=True)
    assessment_score = models.PositiveSmallIntegerField(_("mean score of the experts"), null=True, blank=True)
    assessments = models.PositiveSmallIntegerField(_("expert scores"), default=0)
    proposed_amount = MoneyField(_("proposed amount"), null=True, blank=True)
    proposed_by = person(_("proposed by"))
    recommended_amount = MoneyField(_("approved amount"), null=True, blank=True)
    approved_by = person(_("approved by"))
    notice_from = models.DateField(_("public notice from"), null=True, blank=True)
    notice_until = models.DateField(_("public notice until"), null=True, blank=True)

    award_amount = MoneyField(_("face amount of the voucher"), null=True, blank=True)
    voucher_number = models.CharField(_("voucher number"), max_length=30, blank=True)
    awarded_on = models.DateField(_("awarded"), null=True, blank=True)
    use_by = models.DateField(_("to be used by"), null=True, blank=True)
    redeem_by = models.DateField(_("to be redeemed by"), null=True, blank=True)

    contract_signed_on = models.DateField(_("contract signed"), null=True, blank=True)
    determined_amount = MoneyField(_("determined contract amount"), null=True, blank=True)
    voucher_clause = models.TextField(_("voucher clause of the contract"), blank=True)
    failure_clause = models.TextField(_("clause for a failed closing review"), blank=True)
    new_tech_amount = MoneyField(_("new-technology purchases"), null=True, blank=True)

    report_confirmed = models.CharField(
        _("digest of the report the laboratory confirmed"), max_length=64, blank=True
    )
    closing_attempts = models.PositiveSmallIntegerField(_("closing reviews begun"), default=0)
    accepted_cost = MoneyField(_("accepted cost"), null=True, blank=True)
    closing_reasons = models.TextField(_("reasons of the closing decision"), blank=True)

    claimed_amount = MoneyField(_("amount claimed"), null=True, blank=True)
    redeemed_amount = MoneyField(_("amount redeemed"), null=True, blank=True)
    redeemed_by = person(_("redeemed by"))
    paid_amount = MoneyField(_("amount paid"), null=True, blank=True)
    paid_on = models.DateField(_("paid"), null=True, blank=True)
    payment_batch = models.CharField(_("payment batch"), max_length=40, blank=True)
    expired_from = models.CharField(_("expired from"), max_length=40, blank=True)
    end_reason = models.TextField(_("reason of the end"), blank=True)

    class Meta:
        abstract = True
