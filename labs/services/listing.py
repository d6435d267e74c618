"""The steps of a laboratory's way into the open-laboratory directory and out of it (clauses Q5, Q7)."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from institutions.facts import counter_findings
from institutions.services.accreditation import correction_due
from institutions.services.dossier import advance_with_reason
from labs.facts import closed_way, listing_findings
from labs.models import Laboratory
from labs.services.data import fresh
from workflow import corrections
from workflow.corrections import Wanted
from workflow.door import advance, require_step
from workflow.errors import Unfit
from workflow.files import attach, digests
from workflow.models import Document, Event
from workflow.models.document import DocumentKind


@transaction.atomic
def submit(laboratory: Laboratory, *, actor: Actor, note: str = "") -> Event:
    """Hands the data to the service institution, with open corrections answered.

    Raises Unfit when no service institution is chosen (clause Q5), WrongState, NotPermitted.
    """
    laboratory = fresh(laboratory)
    require_step(laboratory, "submit", actor)
    if laboratory.reported_by is None:
        words = _(
            "Choose the professional service institution or field centre that shall report the laboratory."
        )
        raise Unfit(words, {"reported_by": words})
    seen = digests(Document.objects.of(laboratory).current())
    corrected = corrections.resolve(laboratory)
    return advance(laboratory.submit, actor=actor, note=note, documents=seen, corrected=corrected)


@transaction.atomic
def recall(laboratory: Laboratory, *, actor: Actor, note: str = "") -> Event:
    """Takes a submission back into the draft. Raises WrongState, NotPermitted."""
    return advance(fresh(laboratory).recall, actor=actor, note=note)


@transaction.atomic
def nominate(
    laboratory: Laboratory,
    *,
    actor: Actor,
    belongs_to_authoriser: bool = False,
    member_of_centre: bool = False,
    note: str = "",
) -> Event:
    """The service institution reports the laboratory to the office and says how it belongs to it (clause Q5).

    A laboratory of the institution's own house belongs to its authoriser; any other one is a member unit of the field
    centre. Raises Unfit when neither is said, or when this way is closed to the laboratory (private, not authorising
    the centre), WrongState, NotPermitted.
    """
    laboratory = fresh(laboratory)
    require_step(laboratory, "nominate", actor)
    if not (belongs_to_authoriser or member_of_centre):
        raise Unfit(_("Say how the laboratory belongs to your institution."))
    if closed := closed_way(
        laboratory,
        timezone.localdate(),
        belongs_to_authoriser=belongs_to_authoriser,
        member_of_centre=member_of_centre,
    ):
        raise Unfit(closed.text())
    return advance(
        laboratory.nominate,
        actor=actor,
        note=note,
        belongs_to_authoriser=belongs_to_authoriser,
        member_of_centre=member_of_centre,
    )


@transaction.atomic
def return_nomination(
    laboratory: Laboratory,
    *,
    actor: Actor,
    wanted: list[Wanted],
    due_date: date | None = None,
    note: str = "",
    today: date | None = None,
) -> Event:
    """The service institution sends the data back before nominating. Raises Unfit, WrongState, NotPermitted."""
    laboratory = fresh(laboratory)
    require_step(laboratory, "return_nomination", actor)
    due = correction_due(wanted, due_date, today or timezone.localdate())
    event = advance(laboratory.return_nomination, actor=actor, note=note, wanted=_asked(wanted), due_date=due)
    corrections.request(laboratory, wanted, due_date=due, actor=actor)
    return event


@transaction.atomic
def return_for_correction(
    laboratory: Laboratory,
    *,
    actor: Actor,
    wanted: list[Wanted],
    due_date: date | None = None,
    note: str = "",
    today: date | None = None,
) -> Event:
    """The office sends a nominated laboratory back. Raises Unfit, WrongState, NotPermitted."""
    laboratory = fresh(laboratory)
    require_step(laboratory, "return_for_correction", actor)
    due = correction_due(wanted, due_date, today or timezone.localdate())
    event = advance(
        laboratory.return_for_correction, actor=actor, note=note, wanted=_asked(wanted), due_date=due
    )
    corrections.request(laboratory, wanted, due_date=due, actor=actor)
    return event


def _asked(wanted: list[Wanted]) -> list[dict[str, str]]:
    return [{"target": item.target, "name": item.name, "reason": item.reason} for item in wanted]


@transaction.atomic
def admit(
    laboratory: Laboratory,
    *,
    actor: Actor,
    listed_to: date | None = None,
    note: str = "",
    today: date | None = None,
) -> Event:
    """Opens the directory to the laboratory from today; without a last day, as long as its accreditation holds.

    Raises Blocked (chapter listing, clauses Q5 and Q7), Unfit when the last day has passed, WrongState, NotPermitted.
    """
    today = today or timezone.localdate()
    laboratory = fresh(laboratory)
    require_step(laboratory, "admit", actor)
    findings = listing_findings(laboratory, today)
    until = listed_to or laboratory.accreditation_valid_to
    if not findings.is_blocked:
        _require_future(until, today)
    return advance(
        laboratory.admit, actor=actor, findings=findings, note=note, listed_from=today, listed_to=until
    )


@transaction.atomic
def reject(laboratory: Laboratory, *, actor: Actor, note: str) -> Event:
    """Refuses a nominated laboratory with a reason. Raises Unfit without one, WrongState, NotPermitted."""
    return advance_with_reason(fresh(laboratory).reject, actor=actor, note=note)


@transaction.atomic
def undo_reject(laboratory: Laboratory, *, actor: Actor, note: str, today: date | None = None) -> Event:
    """Another person takes a rejection back. Raises Blocked (chapter counter), WrongState, NotPermitted."""
    laboratory = fresh(laboratory)
    findings = counter_findings(
        laboratory, "reject", actor=actor, reason=note, today=today or timezone.localdate()
    )
    return advance(laboratory.undo_reject, actor=actor, findings=findings, note=note)


@transaction.atomic
def reapply(laboratory: Laboratory, *, actor: Actor, note: str = "") -> Event:
    """Reopens a rejected or delisted laboratory as a draft. Raises WrongState, NotPermitted."""
    return advance(fresh(laboratory).reapply, actor=actor, note=note)


@transaction.atomic
def renew(
    laboratory: Laboratory,
    *,
    actor: Actor,
    accreditation_valid_to: date | None,
    listed_to: date | None = None,
    note: str = "",
    today: date | None = None,
) -> Event:
    """Takes a renewed accreditation over and lets the listing run as long. Raises Blocked (chapter listing), Unfit,
    WrongState, NotPermitted.
    """
    today = today or timezone.localdate()
    laboratory = fresh(laboratory)
    require_step(laboratory, "renew", actor)
    laboratory.accreditation_valid_to = accreditation_valid_to
    findings = listing_findings(laboratory, today)
    until = listed_to or accreditation_valid_to
    if not findings.is_blocked:
        _require_future(until, today)
    return advance(
        laboratory.renew,
        actor=actor,
        findings=findings,
        note=note,
        accreditation_valid_to=accreditation_valid_to,
        listed_to=until,
    )


@transaction.atomic
def request_renewal(
    laboratory: Laboratory,
    *,
    actor: Actor,
    accreditation_valid_to: date,
    certificate: UploadedFile | None = None,
    note: str = "",
    today: date | None = None,
) -> Event:
    """Asks the office to let the listing run on with a renewed accreditation; a new certificate stays beside the old.

    Raises Unfit when the accreditation does not hold beyond today and the present one, WrongState, NotPermitted.
    """
    today = today or timezone.localdate()
    laboratory = fresh(laboratory)
    require_step(laboratory, "request_renewal", actor)
    held = laboratory.accreditation_valid_to or today
    if accreditation_valid_to <= max(held, today):
        words = _("Enter the last day of the renewed accreditation; it is later than the present one.")
        raise Unfit(words, {"accreditation_valid_to": words})
    if certificate is not None:
        _attach_certificate(laboratory, certificate, actor)
    return advance(
        laboratory.request_renewal,
        actor=actor,
        note=note,
        asked_on=today,
        accreditation_valid_to=accreditation_valid_to,
        documents=digests(Document.objects.of(laboratory).current()),
    )


def _attach_certificate(laboratory: Laboratory, certificate: UploadedFile, actor: Actor) -> None:
    try:
        attach(laboratory, certificate, kind=DocumentKind.ACCREDITATION, actor=actor, replace=False)
    except Unfit as refusal:
        raise Unfit(refusal.message, {"certificate": refusal.message}) from refusal


@transaction.atomic
def refuse_renewal(laboratory: Laboratory, *, actor: Actor, note: str) -> Event:
    """Refuses a request with a reason; the listing keeps its last day. Raises Unfit, WrongState, NotPermitted."""
    return advance_with_reason(fresh(laboratory).refuse_renewal, actor=actor, note=note)


def _require_future(until: date | None, today: date) -> None:
    if until is not None and until < today:
        raise Unfit(
            _("The last day of the listing has passed."), {"listed_to": _("Choose a day from today on.")}
        )


@transaction.atomic
def suspend(laboratory: Laboratory, *, actor: Actor, note: str) -> Event:
    """Takes the laboratory out of the directory for a time. Raises Unfit without a reason, WrongState, NotPermitted."""
    return advance_with_reason(fresh(laboratory).suspend, actor=actor, note=note)


@transaction.atomic
def resume(laboratory: Laboratory, *, actor: Actor, note: str = "", today: date | None = None) -> Event:
    """Puts a suspended laboratory back. Raises Blocked (chapter listing), WrongState, NotPermitted."""
    laboratory = fresh(laboratory)
    findings = listing_findings(laboratory, today or timezone.localdate())
    return advance(laboratory.resume, actor=actor, findings=findings, note=note)


@transaction.atomic
def delist(laboratory: Laboratory, *, actor: Actor, note: str) -> Event:
    """Ends the listing. Raises Unfit without a reason, WrongState, NotPermitted."""
    return advance_with_reason(fresh(laboratory).delist, actor=actor, note=note)


@transaction.atomic
def undo_delist(laboratory: Laboratory, *, actor: Actor, note: str, today: date | None = None) -> Event:
    """Another person takes a delisting back, to suspended. Raises Blocked (counter), WrongState, NotPermitted."""
    laboratory = fresh(laboratory)
    findings = counter_findings(
        laboratory, "delist", actor=actor, reason=note, today=today or timezone.localdate()
    )
    return advance(laboratory.undo_delist, actor=actor, findings=findings, note=note)
