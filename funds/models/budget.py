"""The budget of a call and the ledger that explains it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models import Call, Project
from funds.enums import BOUND, KEPT, WAYS, WITHOUT_PROJECT, Account, Kind
from workflow.engine import lock
from workflow.models import Event
from workflow.money import MoneyField


class BudgetQuerySet(models.QuerySet["Budget"]):
    """Budgets in the programme's words."""

    def lock(self, **lookup) -> Budget:
        """The one budget, locked until the transaction ends; take it after the project, as late as possible."""
        return lock(self).get(**lookup)

    def of_call(self, call_id: int) -> Budget:
        """The budget of a call, or an empty one that was never granted."""
        return self.filter(call=call_id).first() or Budget(call_id=call_id)

    def lock_of_call(self, call_id: int) -> Budget:
        """The same, locked until the transaction ends."""
        return lock(self).filter(call=call_id).first() or Budget(call_id=call_id)

    def visible_to(self, actor) -> BudgetQuerySet:
        """The office and auditors see the money of every call."""
        return self.all() if actor.sees_everything else self.none()

    def for_list(self) -> BudgetQuerySet:
        return self.select_related("call").order_by("-call__opens_on", "-pk")


class Budget(models.Model):
    """One row is the money of one call, with what stands on each account; `funds.services.post` alone writes it."""

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="budget", verbose_name=_("call"))
    total = MoneyField(_("total (元)"), default=0)
    available = MoneyField(_("available (元)"), default=0)
    reserved = MoneyField(_("reserved (元)"), default=0)
    committed = MoneyField(_("committed (元)"), default=0)
    redeemed = MoneyField(_("redeemed (元)"), default=0)
    closed_on = models.DateField(_("books closed"), null=True, blank=True, editable=False)

    objects = BudgetQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = [
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__gte": 0}),
                    name=f"budget_{name}_not_negative",
                    violation_error_message=_("No account of a budget can fall below 0 元."),
                )
                for name in ("total", *(account.value for account in KEPT))
            ),
            models.CheckConstraint(
                condition=Q(total=F("available") + F("reserved") + F("committed") + F("redeemed")),
                name="budget_adds_up",
                violation_error_message=_("The accounts of a budget add up to its total."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.call)


def _standing(account: str) -> models.Expression:
    """What has come to an account, less what has left it."""
    come = models.Sum("amount", filter=Q(target=account), default=0)
    return come - models.Sum("amount", filter=Q(source=account), default=0)


class EntryQuerySet(models.QuerySet):
    """Reads of the ledger."""

    def visible_to(self, actor) -> EntryQuerySet:
        """The office and auditors see the whole ledger, parties that of their projects."""
        if actor.sees_everything:
            return self.all()
        return self.filter(project__in=Project.objects.visible_to(actor))

    def for_project(self, project) -> EntryQuerySet:
        """The ledger of one project, oldest first."""
        return self.filter(project=project).select_related("by", "event").order_by("pk")

    def of_budget(self, budget) -> EntryQuerySet:
        """The ledger of one call, newest first."""
        return self.filter(budget=budget).select_related("project", "by").order_by("-pk")

    def standing(self, accounts: Iterable[str] = KEPT) -> dict[str, int]:
        """What stands on each account by these entries alone, in fen."""
        return self.order_by().aggregate(**{str(account): _standing(account) for account in accounts})

    def standing_by(self, *names: str) -> models.QuerySet:
        """The same for every value of a field, as dictionaries."""
        sums = {f"on_{account}": _standing(account) for account in KEPT}
        return self.order_by(*names).values(*names).annotate(**sums)

    def bound_to(self, project) -> dict[str, int]:
        """What a project has on reserved, committed and redeemed, in fen."""
        return self.filter(project=project).standing(BOUND)


def _known_ways() -> Q:
    known = Q()
    for kind, ways in WAYS.items():
        for source, target in ways:
            known |= Q(kind=kind.value, source=source.value, target=target.value)
    return known


class Entry(models.Model):
    """One row is one movement of money between two accounts of a budget; rows are never changed, only countered."""

    budget = models.ForeignKey(
        Budget, on_delete=models.PROTECT, related_name="entries", db_index=False, verbose_name=_("budget")
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        db_index=False,
        verbose_name=_("project"),
    )
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind.choices)
    source = models.CharField(_("from"), max_length=20, choices=Account.choices)
    target = models.CharField(_("to"), max_length=20, choices=Account.choices)
    amount = MoneyField(_("amount (元)"))
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("step")
    )
    note = models.TextField(_("remark"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        indexes = [
            models.Index(fields=["budget", "-id"], name="entry_budget"),
            models.Index(fields=["project", "id"], name="entry_project"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="entry_amount_positive",
                violation_error_message=_("An entry moves more than 0 元."),
            ),
            models.CheckConstraint(
                condition=_known_ways(),
                name="entry_way_known",
                violation_error_message=_("Money does not move this way."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in WITHOUT_PROJECT]) | Q(project__isnull=False),
                name="entry_names_project",
                violation_error_message=_("An entry that binds or returns money names its project."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}: {self.amount}"
