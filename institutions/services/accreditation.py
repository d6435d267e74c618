"""The steps of an accreditation, the same for recommending and professional service institutions."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from institutions.facts import accreditation_findings, counter_findings
from institutions.models import Accreditation
from institutions.services.dossier import advance_with_reason, fresh
from policy import deadlines
from policy.models import Edition
from workflow import corrections
from workflow.corrections import Wanted
from workflow.door import advance, require_step
from workflow.errors import Unfit
from workflow.files import digests
from workflow.models import Document, Event


@transaction.atomic
def submit(accreditation: Accreditation, *, actor: Actor, note: str = "", today: date | None = None) -> Event:
    """Hands the dossier to the office, with open corrections answered.

    Raises Blocked (chapter accreditation, clause Q4, or service_institution, clause Q5), WrongState, NotPermitted.
    """
    accreditation = fresh(accreditation)
    findings = accreditation_findings(accreditation, today or timezone.localdate())
    seen = digests(Document.objects.of(accreditation).current())
    with transaction.atomic():
        corrected = corrections.resolve(accreditation)
        return advance(
            accreditation.submit,
            actor=actor,
            findings=findings,
            note=note,
            documents=seen,
            corrected=corrected,
        )


@transaction.atomic
def recall(accreditation: Accreditation, *, actor: Actor, note: str = "") -> Event:
    """Takes a submission back into the draft. Raises WrongState, NotPermitted."""
    return advance(fresh(accreditation).recall, actor=actor, note=note)


@transaction.atomic
def return_for_correction(
    accreditation: Accreditation,
    *,
    actor: Actor,
    wanted: list[Wanted],
    due_date: date | None = None,
    note: str = "",
    today: date | None = None,
) -> Event:
    """Sends the dossier back with one request per field or document; due after the edition's correction days.

    Raises Unfit when nothing is asked for or the due date has passed, WrongState, NotPermitted.
    """
    today = today or timezone.localdate()
    accreditation = fresh(accreditation)
    require_step(accreditation, "return_for_correction", actor)
    due = correction_due(wanted, due_date, today)
    with transaction.atomic():
        asked = [{"target": item.target, "name": item.name, "reason": item.reason} for item in wanted]
        event = advance(
            accreditation.return_for_correction, actor=actor, note=note, wanted=asked, due_date=due
        )
        corrections.request(accreditation, wanted, due_date=due, actor=actor)
    return event


def correction_due(wanted: list[Wanted], due_date: date | None, today: date) -> date | None:
    """The day by which corrections are due, the edition's when left out.

    Raises Unfit when nothing is asked for or the day has passed.
    """
    if not wanted:
        raise Unfit(_("Name at least one field or document that has to be corrected."))
    due = due_date or deadlines.correction_due(today, Edition.objects.in_force(today).typed)
    if deadlines.is_over(due, today):
        raise Unfit(_("The due date has passed."), {"due_date": _("Choose a day from today on.")})
    return due


@transaction.atomic
def approve(
    accreditation: Accreditation, *, actor: Actor, note: str = "", today: date | None = None
) -> Event:
    """Lets the institution in; its people may work from now on (clause Q4, step 2).

    Raises Blocked (the chapter that was checked at submission), WrongState, NotPermitted.
    """
    today = today or timezone.localdate()
    accreditation = fresh(accreditation)
    findings = accreditation_findings(accreditation, today)
    return advance(accreditation.approve, actor=actor, findings=findings, note=note, active_since=today)


@transaction.atomic
def reject(accreditation: Accreditation, *, actor: Actor, note: str) -> Event:
    """Refuses the dossier with a reason for the institution. Raises Unfit without one, WrongState, NotPermitted."""
    return advance_with_reason(fresh(accreditation).reject, actor=actor, note=note)


@transaction.atomic
def undo_reject(accreditation: Accreditation, *, actor: Actor, note: str, today: date | None = None) -> Event:
    """Another person takes a rejection back. Raises Blocked (chapter counter), WrongState, NotPermitted."""
    accreditation = fresh(accreditation)
    findings = counter_findings(
        accreditation, "reject", actor=actor, reason=note, today=today or timezone.localdate()
    )
    return advance(accreditation.undo_reject, actor=actor, findings=findings, note=note)


@transaction.atomic
def reapply(accreditation: Accreditation, *, actor: Actor, note: str = "") -> Event:
    """Reopens a rejected or ended dossier as a draft. Raises WrongState, NotPermitted."""
    return advance(fresh(accreditation).reapply, actor=actor, note=note)


@transaction.atomic
def suspend(accreditation: Accreditation, *, actor: Actor, note: str) -> Event:
    """Stops an institution's work for a time. Raises Unfit without a reason, WrongState, NotPermitted."""
    return advance_with_reason(fresh(accreditation).suspend, actor=actor, note=note)


@transaction.atomic
def resume(accreditation: Accreditation, *, actor: Actor, note: str = "") -> Event:
    """Lets a suspended institution work again. Raises WrongState, NotPermitted."""
    return advance(fresh(accreditation).resume, actor=actor, note=note)


@transaction.atomic
def end(accreditation: Accreditation, *, actor: Actor, note: str) -> Event:
    """Ends an institution's part in the programme. Raises Unfit without a reason, WrongState, NotPermitted."""
    return advance_with_reason(fresh(accreditation).end, actor=actor, note=note)
