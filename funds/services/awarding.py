"""From the approval to the voucher: the notice reserves the money, the award commits it."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.actor import Actor
from applications.models import Project
from applications.services.lookup import edition_of, fresh, judge
from funds import facts
from funds.enums import Account, Kind
from funds.models import Budget, Entry, Voucher
from funds.services.ledger import movement, post
from policy import deadlines
from policy.findings import Findings
from workflow.door import advance
from workflow.models import Event
from workflow.references import new_reference

GROUP = 6


def dry_run(
    project: Project, *, actor: Actor | None = None, publishing: bool = False, today: date | None = None
) -> Findings:
    """The findings of chapter award as of now, without a lock; the step asks again."""
    known = facts.award_facts(project, today or timezone.localdate(), actor=actor, publishing=publishing)
    available = facts.money_for(project, Budget.objects.of_call(project.call_id))
    return judge(project, "award", replace(known, budget_available_fen=available))


@transaction.atomic
def publish_notice(project: Project, *, actor: Actor, today: date | None = None, note: str = "") -> Event:
    """Publishes the award for objections and reserves the approved amount (fen: available → reserved).

    The notice runs the edition's `public_notice_days` working days from tomorrow.
    Raises Blocked (chapter award: money, caps, listing), WrongState, NotPermitted; nothing is reserved then.
    """
    today = today or timezone.localdate()
    project = fresh(project)
    known = facts.award_facts(project, today, publishing=True)
    budget = Budget.objects.lock_of_call(project.call_id)
    findings = judge(project, "award", replace(known, budget_available_fen=facts.money_for(project, budget)))
    event = advance(
        project.publish_notice,
        actor=actor,
        findings=findings,
        note=note,
        amount=known.amount_fen,
        notice_from=today,
        notice_until=deadlines.notice_ends(today, edition_of(project).typed),
    )
    entry = movement(
        Kind.RESERVE, Account.AVAILABLE, Account.RESERVED, known.amount_fen, project=project, event=event
    )
    post(budget, entry)
    return event


@transaction.atomic
def award(project: Project, *, actor: Actor, today: date | None = None, note: str = "") -> Event:
    """Issues the voucher over the approved amount and commits the money (fen: reserved → committed).

    Guarantees one voucher per project, with a number nobody can guess and the edition's deadlines, and that two awards
    never take the same money: the findings are made while the budget is locked.
    Raises Blocked (chapter award: notice over, no open objection, money, caps, listing Q7, four eyes), WrongState,
    NotPermitted; nothing is issued or committed then.
    """
    today = today or timezone.localdate()
    project = fresh(project)
    known = facts.award_facts(project, today, actor=actor)
    budget = Budget.objects.lock_of_call(project.call_id)
    findings = judge(project, "award", replace(known, budget_available_fen=facts.money_for(project, budget)))
    parameters = edition_of(project).typed
    voucher = Voucher(
        project=project,
        number=new_number(),
        face_amount=known.amount_fen,
        issued_on=today,
        use_by=deadlines.use_by(today, parameters),
        redeem_by=deadlines.redeem_by(today, parameters),
    )
    event = advance(
        project.award,
        actor=actor,
        findings=findings,
        note=note,
        amount=voucher.face_amount,
        voucher_number=voucher.number,
        awarded_on=today,
        use_by=voucher.use_by,
        redeem_by=voucher.redeem_by,
    )
    voucher.save(force_insert=True)
    post(budget, *_commit(project, known.amount_fen, event))
    return event


def _commit(project: Project, amount: int, event: Event) -> list[Entry]:
    """Reserves what is not reserved yet (no public notice) and commits the whole; amounts in fen."""
    reserved = Entry.objects.bound_to(project)[Account.RESERVED]
    entries = [
        movement(Kind.COMMIT, Account.RESERVED, Account.COMMITTED, amount, project=project, event=event)
    ]
    if reserved < amount:
        missing = amount - reserved
        entries.insert(
            0,
            movement(
                Kind.RESERVE, Account.AVAILABLE, Account.RESERVED, missing, project=project, event=event
            ),
        )
    return entries


def new_number() -> str:
    """A voucher number such as `CXQ-7K3MQ2-XFGH45-9PRT6Z`: 85 random bits and a check character."""
    prefix, _dash, body = new_reference("CXQ", length=3 * GROUP - 1).partition("-")
    groups = [body[start : start + GROUP] for start in range(0, len(body), GROUP)]
    return "-".join([prefix, *groups])
