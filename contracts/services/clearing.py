"""The office clears a contract, returns it, or takes a clearing back."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.models import Project
from applications.services import counter_findings, fresh, judge
from applications.services.delisting import asks_about_delisting
from applications.services.lookup import edition_of
from contracts.facts import contract_facts
from contracts.models import Contract
from contracts.services.comparing import look_at
from policy import deadlines
from policy.findings import Findings
from workflow import corrections
from workflow.corrections import Wanted
from workflow.door import advance, require_step
from workflow.errors import Unfit
from workflow.models import Correction, Event

DAYS_WITHOUT_LIMIT = 30


def assess_contract(
    project: Project,
    determined_amount: int | None = None,
    *,
    delisting_accepted: bool | None = None,
    today: date | None = None,
) -> Findings:
    """The findings on the current contract for a determined amount in fen, by default its whole amount: a dry run."""
    contract = Contract.objects.handed_in(project)
    determined = contract.total_amount if determined_amount is None else determined_amount
    look = look_at(contract)
    known = contract_facts(
        project,
        contract,
        determined=determined,
        today=today or timezone.localdate(),
        reading=look.state,
        differences=look.differences,
        gaps=look.gaps,
        delisting_accepted=delisting_accepted,
    )
    return judge(project, "contract", known)


@transaction.atomic
def clear_contract(
    project: Project,
    *,
    actor: Actor,
    determined_amount: int,
    delisting_accepted: bool = False,
    note: str = "",
    today: date | None = None,
) -> Event:
    """Clears the contract with the amount in fen that the review determined (审定合同额).

    The new-technology purchases are measured anew by that amount (Q2: R2.5), so that lowering it may refuse what the
    application passed. Where the edition asks an officer about a laboratory that left the directory before the
    signature (Q7: R7.2), only `delisting_accepted` lets the project go on, and the event keeps it.
    Raises Blocked (chapter contract, Q2, Q6–Q8), WrongState, NotPermitted.
    """
    project = fresh(project)
    require_step(project, "clear_contract", actor)
    contract = Contract.objects.handed_in(project)
    event = advance(
        project.clear_contract,
        actor=actor,
        findings=assess_contract(
            project, determined_amount, delisting_accepted=delisting_accepted, today=today
        ),
        note=note,
        determined_amount=determined_amount,
        signed_on=contract.signed_on,
        voucher_clause=contract.voucher_clause,
        failure_clause=contract.failure_clause,
        new_tech_amount=sum(project.purchases.values_list("amount", flat=True)),
        reading=look_at(contract).evidence or {},
        delisting_accepted=delisting_accepted and asks_about_delisting(project, contract.signed_on),
    )
    contract.determined_amount = determined_amount
    contract.save(update_fields=["determined_amount"])
    return event


@transaction.atomic
def return_contract(
    project: Project,
    *,
    actor: Actor,
    wanted: list[Wanted],
    due_date: date | None = None,
    note: str = "",
    today: date | None = None,
) -> Event:
    """Sends the contract back with one request per field or document, due by the edition's days when left out.

    Raises Unfit when nothing is asked for or the day has passed, WrongState, NotPermitted.
    """
    today = today or timezone.localdate()
    project = fresh(project)
    require_step(project, "return_contract", actor)
    if not wanted:
        raise Unfit(_("Name at least one field or document that is to be corrected."))
    due = due_date or deadlines.correction_due(today, edition_of(project).typed)
    due = due or today + timedelta(days=DAYS_WITHOUT_LIMIT)
    if due < today:
        raise Unfit(_("The due date has passed."), {"due_date": _("Choose a day from today on.")})
    Correction.objects.of(project).open().update(resolved_at=timezone.now())
    event = advance(project.return_contract, actor=actor, note=note, due_date=due)
    corrections.request(project, wanted, due_date=due, actor=actor, source=Contract.objects.of(project))
    return event


@transaction.atomic
def undo_clear_contract(project: Project, *, actor: Actor, note: str) -> Event:
    """Another person takes a clearing back with a reason; the contract waits for the office again.

    Raises Blocked (chapter counter), WrongState, NotPermitted.
    """
    project = fresh(project)
    findings = counter_findings(project, "clear_contract", actor=actor, reason=note)
    event = advance(project.undo_clear_contract, actor=actor, findings=findings, note=note)
    Contract.objects.current().filter(project=project).update(determined_amount=None)
    return event
