"""The contract between applicant and laboratory, as it was handed in (clause Q6)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from workflow.models import Document
from workflow.money import MoneyField


class ContractQuerySet(models.QuerySet):
    """Contracts in the programme's words."""

    def visible_to(self, actor) -> ContractQuerySet:
        """Whoever may read the project may read its contracts."""
        return self.filter(project__in=Project.objects.visible_to(actor))

    def for_project(self, project: Project) -> ContractQuerySet:
        """Every round with its files, newest first."""
        rounds = self.filter(project=project).select_related("document").order_by("-round", "-pk")
        return rounds.annotate(supplement_count=models.Count("supplements"))

    def current(self) -> ContractQuerySet:
        """Of each project only the round that counts now."""
        return self.filter(is_current=True)

    def of(self, project: Project) -> Contract | None:
        """The round that counts now, or None before the first."""
        return self.for_project(project).filter(is_current=True).first()

    def handed_in(self, project: Project) -> Contract:
        """The round that counts now, where the state says that there is one."""
        return self.for_project(project).get(is_current=True)


class Contract(models.Model):
    """One row is one contract as the applicant typed it off the signed paper; each submission is a new round."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="contracts", verbose_name=_("project")
    )
    round = models.PositiveSmallIntegerField(_("round"), editable=False)
    number = models.CharField(_("contract number"), max_length=60)
    party_a = models.CharField(_("Party A (client)"), max_length=120)
    party_a_uscc = models.CharField(_("credit code of Party A"), max_length=18, blank=True)
    party_b = models.CharField(_("Party B (laboratory)"), max_length=120)
    party_b_uscc = models.CharField(_("credit code of Party B"), max_length=18, blank=True)
    signed_on = models.DateField(_("signed on"))
    period_from = models.DateField(_("work begins"))
    period_to = models.DateField(_("work ends"))
    total_amount = MoneyField(_("contract amount (元)"))
    own_payment = MoneyField(_("paid by the applicant itself (元)"))
    voucher_clause = models.TextField(_("voucher clause, word for word"), blank=True)
    voucher_number_stated = models.CharField(_("voucher number in the contract"), max_length=30, blank=True)
    voucher_amount = MoneyField(_("voucher amount in the contract (元)"), null=True, blank=True)
    failure_clause = models.TextField(_("clause for a failed closing review, word for word"), blank=True)
    clause_in_supplement = models.BooleanField(
        _("The voucher clause stands in a supplementary agreement."), default=False
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", verbose_name=_("signed contract")
    )
    determined_amount = MoneyField(
        _("determined contract amount (元)"), null=True, blank=True, editable=False
    )
    is_current = models.BooleanField(_("the round that counts"), default=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)

    objects = ContractQuerySet.as_manager()

    # What is typed off the paper, in the order of the form; a correction may name each.
    TYPED = (
        "number",
        "party_a",
        "party_a_uscc",
        "party_b",
        "party_b_uscc",
        "signed_on",
        "period_from",
        "period_to",
        "total_amount",
        "own_payment",
        "voucher_number_stated",
        "voucher_amount",
        "voucher_clause",
        "clause_in_supplement",
        "failure_clause",
    )

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "round"],
                name="contract_round_once",
                violation_error_message=_("This round of the contract was already submitted."),
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(is_current=True),
                name="contract_one_current",
                violation_error_message=_("Only one contract of a project counts."),
            ),
            models.CheckConstraint(
                condition=models.Q(total_amount__gt=0),
                name="contract_amount_positive",
                violation_error_message=_("The contract amount is more than 0 元."),
            ),
            models.CheckConstraint(
                condition=models.Q(own_payment__gte=0, own_payment__lte=models.F("total_amount")),
                name="contract_own_payment_within_amount",
                violation_error_message=_(
                    "The applicant's own payment lies between 0 元 and the contract amount."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(voucher_amount__isnull=True) | models.Q(voucher_amount__gt=0),
                name="contract_voucher_amount_positive",
                violation_error_message=_(
                    "A voucher amount is more than 0 元; leave it empty if there is none."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from")),
                name="contract_period_in_order",
                violation_error_message=_("The work ends on or after the day it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(determined_amount__isnull=True) | models.Q(determined_amount__gt=0),
                name="contract_determined_amount_positive",
                violation_error_message=_("The determined amount is more than 0 元."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Supplement(models.Model):
    """One row is one supplementary agreement to a contract, with its words and its file."""

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="supplements", verbose_name=_("contract")
    )
    number = models.CharField(_("number of the supplement"), max_length=60)
    signed_on = models.DateField(_("signed on"))
    subject = models.CharField(_("subject"), max_length=160)
    text = models.TextField(_("what was agreed, word for word"), blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", verbose_name=_("signed supplement")
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        verbose_name = _("supplement")
        verbose_name_plural = _("supplements")
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"],
                name="supplement_number_once",
                violation_error_message=_("The contract already has a supplement with this number."),
            ),
        ]

    def __str__(self) -> str:
        return self.number
