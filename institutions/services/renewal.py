"""A professional service institution brings a new authorisation letter, and the office looks at it (clause Q5)."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from institutions.facts import accreditation_findings
from institutions.models import ServiceInstitution
from institutions.services.dossier import advance_with_reason, fresh
from workflow.door import advance, require_step
from workflow.errors import Unfit
from workflow.files import attach
from workflow.models import Event
from workflow.models.document import DocumentKind


@transaction.atomic
def request_renewal(
    institution: ServiceInstitution,
    *,
    actor: Actor,
    number: str,
    authorised_from: date,
    authorised_to: date | None = None,
    letter: UploadedFile | None = None,
    note: str = "",
    today: date | None = None,
) -> Event:
    """Hands a new letter to the office; the one in force counts until then.

    Raises Unfit when the letter ends before it begins or has ended already, WrongState, NotPermitted.
    """
    institution = fresh(institution)
    require_step(institution, "request_renewal", actor)
    if authorised_to and authorised_to < max(authorised_from, today or timezone.localdate()):
        words = _("The new letter must be valid today or later, and end after it begins.")
        raise Unfit(words, {"authorised_to": words})
    if not number.strip():
        raise Unfit(_("Give the number of the letter."), {"number": _("Give the number of the letter.")})
    stored = None
    if letter is not None:
        stored = attach(institution, letter, kind=DocumentKind.AUTHORISATION_LETTER, actor=actor)
    return advance(
        institution.request_renewal,
        actor=actor,
        note=note,
        number=number.strip(),
        authorised_from=authorised_from,
        authorised_to=authorised_to,
        letter=stored.sha256 if stored else "",
    )


@transaction.atomic
def renew(
    institution: ServiceInstitution, *, actor: Actor, note: str = "", today: date | None = None
) -> Event:
    """Takes the letter that was handed in over. Raises Blocked (chapter service_institution), WrongState, NotPermitted."""
    institution = fresh(institution)
    require_step(institution, "renew", actor)
    number, since, until = institution.renewal_number, institution.renewal_from, institution.renewal_to
    return advance(
        institution.renew,
        actor=actor,
        findings=renewal_findings(institution, today or timezone.localdate()),
        note=note,
        number=number,
        authorised_from=since,
        authorised_to=until,
    )


def renewal_findings(institution: ServiceInstitution, today: date):
    """What the rules say of the institution as it would stand with the new letter."""
    kept = institution.authorised_to
    institution.authorised_to = institution.renewal_to
    try:
        return accreditation_findings(institution, today)
    finally:
        institution.authorised_to = kept


@transaction.atomic
def refuse_renewal(institution: ServiceInstitution, *, actor: Actor, note: str) -> Event:
    """Refuses a letter that was handed in. Raises Unfit without a reason, WrongState, NotPermitted."""
    return advance_with_reason(fresh(institution).refuse_renewal, actor=actor, note=note)
