"""Requests to change a contract while the work is being done."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from contracts.enums import ChangeKind, ChangeState
from contracts.models.contract import Supplement
from labs.models import Laboratory
from workflow.money import MoneyField


class ChangeRequestQuerySet(models.QuerySet):
    """Change requests in the programme's words."""

    def visible_to(self, actor) -> ChangeRequestQuerySet:
        return self.filter(project__in=Project.objects.visible_to(actor))

    def for_project(self, project: Project) -> ChangeRequestQuerySet:
        rows = self.filter(project=project).select_related(
            "requested_by", "decided_by", "new_laboratory__organisation", "supplement__document"
        )
        return rows.order_by("-pk")

    def open(self) -> ChangeRequestQuerySet:
        return self.filter(state=ChangeState.OPEN)


class ChangeRequest(models.Model):
    """One row is one change that the applicant asks the office to allow; the voucher never grows by it.

    What is asked for stands in `new_…`, what the contract said before and says since in `before` and `after` (amounts in fen).
    """

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="changes", verbose_name=_("project")
    )
    kind = models.CharField(_("what is to change"), max_length=20, choices=ChangeKind.choices)
    text = models.TextField(_("what is to change and why"))
    new_period_to = models.DateField(_("new last day of the work"), null=True, blank=True)
    new_amount = MoneyField(_("new contract amount (元)"), null=True, blank=True)
    new_laboratory = models.ForeignKey(
        Laboratory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("new laboratory"),
    )
    supplement = models.ForeignKey(
        Supplement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed supplement"),
    )
    before = models.JSONField(_("before the change"), default=dict, blank=True, editable=False)
    after = models.JSONField(_("since the change"), default=dict, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=ChangeState.choices, default=ChangeState.OPEN)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision = models.TextField(_("reasons of the decision"), blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind"],
                condition=models.Q(state=ChangeState.OPEN),
                name="change_one_open_of_a_kind",
                violation_error_message=_("A request of this kind is already with the office."),
            ),
            models.CheckConstraint(
                condition=models.Q(new_amount__isnull=True) | models.Q(new_amount__gt=0),
                name="change_amount_positive",
                violation_error_message=_("The contract amount is more than 0 元."),
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="change_says_what",
                violation_error_message=_("Say what is to change and why."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=ChangeState.OPEN, decided_by__isnull=True)
                | (
                    ~models.Q(state=ChangeState.OPEN)
                    & models.Q(decided_by__isnull=False)
                    & ~models.Q(decision="")
                ),
                name="change_decided_with_reasons",
                violation_error_message=_("A decision names who decided and why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.get_kind_display()}"
