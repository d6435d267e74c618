"""Checks the money: do the balances, the ledger and the states of the projects say the same?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from applications.enums import State
from applications.models import Project
from funds.enums import BOUND, HOLDS, KEPT, Account
from funds.models import Budget, Entry
from workflow.money import format_yuan


def differences() -> Iterator[str]:
    """One sentence per difference between kept balances, sums of entries, and what the states of projects bind."""
    yield from _wrong_balances()
    yield from _wrong_projects()


def _wrong_balances() -> Iterator[str]:
    by_budget = {row["budget"]: row for row in Entry.objects.standing_by("budget")}
    for budget in Budget.objects.select_related("call").order_by("pk").iterator(chunk_size=500):
        booked = by_budget.get(budget.pk, {})
        for account in KEPT:
            kept, sums = getattr(budget, account), booked.get(f"on_{account}", 0)
            if kept != sums:
                yield _("Budget %(call)s, %(account)s: kept %(kept)s, entries say %(sums)s.") % {
                    "call": budget.call.code,
                    "account": account.label,
                    "kept": format_yuan(kept),
                    "sums": format_yuan(sums),
                }


def _wrong_projects() -> Iterator[str]:
    booked = {
        row["project"]: row for row in Entry.objects.filter(project__isnull=False).standing_by("project")
    }
    known = Project.objects.filter(pk__in=Entry.objects.filter(project__isnull=False).values("project"))
    found = (known | Project.objects.filter(state__in=HOLDS)).order_by("pk")
    names = ("pk", "reference", "state", "award_amount", "redeemed_amount")
    for pk, reference, state, awarded, redeemed in found.values_list(*names).iterator(chunk_size=2000):
        due = expected(state, awarded or 0, redeemed or 0)
        for account in BOUND:
            sums = booked.get(pk, {}).get(f"on_{account}", 0)
            if sums != due[account]:
                yield _(
                    "Project %(reference)s (%(state)s), %(account)s: entries say %(sums)s, due is %(due)s."
                ) % {
                    "reference": reference,
                    "state": state,
                    "account": account.label,
                    "sums": format_yuan(sums),
                    "due": format_yuan(due[account]),
                }


def expected(state: str, awarded: int, redeemed: int) -> dict[Account, int]:
    """What a project in a state has on each account, in fen."""
    account = HOLDS.get(State(state))
    amount = redeemed if account == Account.REDEEMED else awarded
    return {kept: amount if kept == account else 0 for kept in BOUND}
