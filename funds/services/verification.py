"""Checks the money: do the balances, the ledger and the states of the projects say the same?"""

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from applications.enums import State
from applications.models import Project
from funds.enums import BOUND, HOLDS, KEPT, Account, RunState, TransferResult
from funds.models import Budget, Entry, Payment, PaymentRun, RunItem
from workflow.money import format_yuan

FIXED = (RunState.LOCKED, RunState.APPROVED, RunState.SETTLED)


def differences() -> Iterator[str]:
    """One sentence per difference between kept balances, sums of entries, what the states of projects bind, runs of
    transfers and payments."""
    yield from _wrong_balances()
    yield from _wrong_projects()
    yield from _wrong_transfers()
    yield from _payments_beside_runs()
    yield from _wrong_runs()


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


def _wrong_transfers() -> Iterator[str]:
    """Each transfer that the bank made is one payment in the name of its run, over the same amount; no other is one."""
    found = RunItem.objects.exclude(result=TransferResult.TAKEN_OUT).order_by("pk")
    names = (
        "run__reference",
        "position",
        "result",
        "amount",
        "redemption__payment__batch__number",
        "redemption__payment__amount",
    )
    for run, position, result, amount, batch, paid in found.values_list(*names).iterator(chunk_size=2000):
        here = paid if batch == run else None
        due = amount if result == TransferResult.PAID else None
        if here != due:
            yield _(
                "Run %(run)s, transfer %(position)s (%(result)s): payments say %(paid)s, due is %(due)s."
            ) % {
                "run": run,
                "position": position,
                "result": TransferResult(result).label,
                "paid": format_yuan(here or 0),
                "due": format_yuan(due or 0),
            }


def _payments_beside_runs() -> Iterator[str]:
    """A payment in the name of a run is a transfer of that run."""
    own = RunItem.objects.filter(run__reference=OuterRef("batch__number"), redemption=OuterRef("redemption"))
    runs = PaymentRun.objects.values("reference")
    stray = Payment.objects.filter(batch__number__in=runs).exclude(Exists(own)).order_by("pk")
    for run, receipt in stray.values_list("batch__number", "receipt_number").iterator(chunk_size=500):
        yield _("Run %(run)s: the payment with the receipt %(receipt)s is no transfer of it.") % {
            "run": run,
            "receipt": receipt,
        }


def _wrong_runs() -> Iterator[str]:
    """A run holds what was locked, and a settled one waits for nothing."""
    kept = ~Q(items__result=TransferResult.TAKEN_OUT)
    runs = PaymentRun.objects.filter(state__in=FIXED).annotate(
        holds=Count("items", filter=kept),
        holds_total=Sum("items__amount", filter=kept, default=0),
        waits=Count("items", filter=Q(items__result=TransferResult.WAITING)),
    )
    for run in runs.order_by("pk").iterator(chunk_size=500):
        if (run.holds, run.holds_total) != (run.locked_count, run.locked_total):
            yield _(
                "Run %(run)s: locked %(locked)s over %(locked_total)s, holds %(holds)s over %(total)s."
            ) % {
                "run": run.reference,
                "locked": run.locked_count,
                "locked_total": format_yuan(run.locked_total),
                "holds": run.holds,
                "total": format_yuan(run.holds_total),
            }
        if run.state == RunState.SETTLED and run.waits:
            yield _("Run %(run)s is settled, and %(count)s transfers have no result.") % {
                "run": run.reference,
                "count": run.waits,
            }


def expected(state: str, awarded: int, redeemed: int) -> dict[Account, int]:
    """What a project in a state has on each account, in fen."""
    account = HOLDS.get(State(state))
    amount = redeemed if account == Account.REDEEMED else awarded
    return {kept: amount if kept == account else 0 for kept in BOUND}
