"""The ledger: `post` is the only writer of entries and balances."""

from collections import Counter
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.models import Call, Project
from funds import perms
from funds.enums import BOUND, KEPT, Account, Kind
from funds.models import Budget, Entry
from workflow.errors import NotPermitted, Unfit
from workflow.models import Event
from workflow.money import format_yuan


@transaction.atomic
def post(budget: Budget, *entries: Entry) -> Budget:
    """Books entries (amounts in fen) and moves the balances with them; both happen or neither does.

    Guarantees that the budget row is locked from here to the end of the transaction, that no account falls below zero
    and that total = available + reserved + committed + redeemed; the database holds both as well.
    Raises Unfit with the figures when an account has too little; nothing is booked then.
    """
    locked = Budget.objects.lock(pk=budget.pk)
    moved: Counter[str] = Counter()
    for entry in entries:
        entry.budget = locked
        moved[entry.source] -= entry.amount
        moved[entry.target] += entry.amount
    if locked.closed_on and any(entry.kind in {Kind.RESERVE, Kind.FUND} for entry in entries):
        day = locked.closed_on.isoformat()
        raise Unfit(_("The books of this call were closed on %(day)s.") % {"day": day})
    for account in KEPT:
        _move(locked, account, moved[account])
    locked.total -= moved[Account.EXTERNAL]
    locked.save(update_fields=["total", *KEPT])
    Entry.objects.bulk_create(entries)
    return locked


def _move(budget: Budget, account: Account, amount: int) -> None:
    stands = getattr(budget, account)
    if stands + amount < 0:
        figures = {"account": account.label, "stands": format_yuan(stands), "needed": format_yuan(-amount)}
        raise Unfit(
            _("The budget of the call has %(stands)s on “%(account)s”; %(needed)s is needed.") % figures
        )
    setattr(budget, account, stands + amount)


def movement(
    kind: Kind, source: Account, target: Account, amount: int, *, project: Project, event: Event
) -> Entry:
    """An entry for `post` that a step of a project causes; amount in fen."""
    return Entry(
        kind=kind,
        source=source,
        target=target,
        amount=amount,
        project=project,
        event=event,
        by=event.actor,
        note=event.note,
    )


def bound_to(project: Project) -> int:
    """What is reserved, committed or redeemed for a project by the ledger, in fen."""
    return sum(Entry.objects.bound_to(project).values())


def release(project: Project, budget: Budget, event: Event) -> None:
    """Returns what is reserved or committed for a project to the available money of its call."""
    bound = Entry.objects.bound_to(project)
    entries = [
        movement(Kind.RELEASE, account, Account.AVAILABLE, bound[account], project=project, event=event)
        for account in BOUND
        if account != Account.REDEEMED and bound[account]
    ]
    if entries:
        post(budget, *entries)


@transaction.atomic
def open_budget(call: Call, total: int, actor: Actor, note: str = "") -> Budget:
    """Gives a call its budget: `total` fen become available.

    Raises NotPermitted outside the office, Unfit for an amount below zero or a call that has a budget.
    """
    _require_office(actor)
    if total < 0:
        raise Unfit(_("A budget is 0 元 or more."), {"total": _("Enter 0 元 or more.")})
    if Budget.objects.filter(call=call).exists():
        words = _("The call “%(call)s” has a budget already.") % {"call": call}
        raise Unfit(words, {"call": _("Choose another call.")})
    budget = Budget.objects.create(call=call)
    return change_budget(budget, change=total, actor=actor, note=note) if total else budget


@transaction.atomic
def change_budget(budget: Budget, *, change: int, actor: Actor, note: str = "") -> Budget:
    """Tops the available money of a call up (`change` above zero) or cuts it (below zero), in fen.

    Raises NotPermitted outside the office, Unfit for no change or a cut above what is available.
    """
    _require_office(actor)
    if not change:
        raise Unfit(
            _("The amount does not change the budget."), {"change": _("Enter an amount other than 0 元.")}
        )
    kind, source, target = (Kind.FUND, Account.EXTERNAL, Account.AVAILABLE)
    if change < 0:
        kind, source, target = (Kind.CUT, Account.AVAILABLE, Account.EXTERNAL)
    entry = Entry(kind=kind, source=source, target=target, amount=abs(change), note=note, by_id=actor.user.pk)
    return post(budget, entry)


@transaction.atomic
def close_year(budget: Budget, *, actor: Actor, note: str, today: date | None = None) -> Budget:
    """Closes the books of a call: what is available (fen) leaves the budget, and nothing new is reserved from it.

    What is reserved or committed stays and takes its way; what comes back later leaves with another closing. Raises
    Unfit without a remark, NotPermitted outside the office.
    """
    _require_office(actor)
    if not note.strip():
        raise Unfit(_("Say on which decision the books are closed."), {"note": _("Name the decision.")})
    budget = Budget.objects.lock(pk=budget.pk)
    budget.closed_on = budget.closed_on or today or timezone.localdate()
    budget.save(update_fields=["closed_on"])
    if not budget.available:
        return budget
    entry = Entry(
        kind=Kind.CUT,
        source=Account.AVAILABLE,
        target=Account.EXTERNAL,
        amount=budget.available,
        note=note.strip(),
        by_id=actor.user.pk,
    )
    return post(budget, entry)


def _require_office(actor: Actor) -> None:
    if not perms.can_change_budget(None, actor):
        raise NotPermitted("change_budget")
