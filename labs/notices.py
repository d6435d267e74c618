"""What laboratories, their institutions and the office are told of a listing's steps; reminders before it ends."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from labs.models import Laboratory
from notifications.audiences import people
from notifications.enums import Category
from notifications.registry import Notice, announces, silent
from notifications.reminders import Due, Reminder, reminds
from workflow.models import Event

LABORATORY = Laboratory.subject_label()
DISTANCES = (30, 7, 1)


class LaboratoryNotice(Notice):
    """A message about a laboratory; words may use its name and the reason of the step."""

    def context(self, event: Event, subject: Laboratory) -> dict[str, Any]:
        return {"name": subject.name, "reason": event.note or "–"}


class ToLaboratory(LaboratoryNotice):
    audience = "laboratory"
    category = Category.DECISION

    def recipients(self, event: Event, subject: Laboratory) -> Iterable[User]:
        return people(Role.LABORATORY, organisation_id=subject.organisation_id)


@announces(LABORATORY, "submit")
class SubmittedToInstitution(LaboratoryNotice):
    audience = "service"
    category = Category.TASK
    subject_text = _("%(reference)s waits for your nomination.")
    body_text = _("The laboratory %(name)s submitted its data. Please nominate or return it.")

    def recipients(self, event: Event, subject: Laboratory) -> Iterable[User]:
        institution = subject.reported_by
        return people(Role.SERVICE, organisation_id=institution.organisation_id) if institution else []


@announces(LABORATORY, "nominate")
class NominatedToOffice(LaboratoryNotice):
    audience = "office"
    category = Category.TASK
    subject_text = _("%(reference)s waits for listing.")
    body_text = _("The laboratory %(name)s was nominated for the open-laboratory directory.")

    def recipients(self, event: Event, subject: Laboratory) -> Iterable[User]:
        return people(Role.OFFICER, Role.APPROVER)


@announces(LABORATORY, "admit")
class AdmittedToLaboratory(ToLaboratory):
    subject_text = _("%(reference)s is listed.")
    body_text = _(
        "The laboratory %(name)s stands in the open-laboratory directory and can receive vouchers now."
    )


@announces(LABORATORY, "return_nomination", "return_for_correction")
class ReturnedToLaboratory(ToLaboratory):
    category = Category.TASK
    subject_text = _("Please correct the data of %(reference)s.")
    body_text = _(
        "Corrections are asked for on the laboratory %(name)s. Answer them and submit again. %(reason)s"
    )


@announces(LABORATORY, "reject")
class RejectedToLaboratory(ToLaboratory):
    subject_text = _("%(reference)s was not listed.")
    body_text = _("The office did not list the laboratory %(name)s. Reason: %(reason)s")


@announces(LABORATORY, "suspend", "delist")
class StoppedToLaboratory(ToLaboratory):
    subject_text = _("%(reference)s no longer receives new vouchers.")
    body_text = _("The laboratory %(name)s was suspended or taken out of the directory. Reason: %(reason)s")


@announces(LABORATORY, "resume", "renew", "undo_reject", "undo_delist", "reapply")
class GoesOnToLaboratory(ToLaboratory):
    subject_text = _("%(reference)s goes on.")
    body_text = _("The standing of the laboratory %(name)s changed in its favour. Remark: %(reason)s")


@announces(LABORATORY, "request_renewal")
class RenewalToOffice(LaboratoryNotice):
    audience = "office"
    category = Category.TASK
    subject_text = _("%(reference)s asks for renewal of its listing.")
    body_text = _("The laboratory %(name)s asks to stay in the open-laboratory directory. Remark: %(reason)s")

    def recipients(self, event: Event, subject: Laboratory) -> Iterable[User]:
        return people(Role.OFFICER, Role.APPROVER)


@announces(LABORATORY, "refuse_renewal")
class RenewalRefusedToLaboratory(ToLaboratory):
    subject_text = _("The listing of %(reference)s was not renewed.")
    body_text = _("The office refused the renewal of the laboratory %(name)s. Reason: %(reason)s")


silent(LABORATORY, "recall", why="The laboratory takes its own submission back; the list shows it.")


@reminds("laboratory.listing")
class ListingEnds(Reminder):
    """A month, a week and a day before a listing ends: renew it, or no new voucher can be received."""

    subject_text = _("The listing of %(reference)s ends on %(date)s.")
    body_text = _(
        "Renew the listing of %(name)s before %(date)s: afterwards it can receive no new voucher (Q7)."
    )

    def due(self, today: date) -> Iterable[Due]:
        until = today + timedelta(days=max(DISTANCES))
        ending = Laboratory.objects.listed(today).filter(listed_to__lte=until)
        for laboratory in ending.for_list().order_by("pk"):
            yield from _dues(laboratory, "", laboratory.listed_to, today)


@reminds("laboratory.mark")
class MarkEnds(Reminder):
    """The same before a CMA or CNAS accreditation ends: the directory goes on showing it with its last day."""

    subject_text = _("The %(mark)s accreditation of %(reference)s ends on %(date)s.")
    body_text = _("Enter the renewed %(mark)s accreditation of %(name)s, or take the mark off.")

    def due(self, today: date) -> Iterable[Due]:
        until = today + timedelta(days=max(DISTANCES))
        for mark in ("cma", "cnas"):
            listed = Laboratory.objects.listed(today).filter(**{f"has_{mark}": True})
            ending = listed.filter(**{f"{mark}_valid_to__range": (today, until)})
            for laboratory in ending.for_list().order_by("pk"):
                yield from _dues(laboratory, mark.upper(), getattr(laboratory, f"{mark}_valid_to"), today)


def _dues(laboratory: Laboratory, mark: str, last: date, today: date) -> Iterable[Due]:
    """One message for each of the laboratory's people and of the institution that reports it."""
    distance = min(number for number in DISTANCES if number >= (last - today).days)
    keepers = list(people(Role.LABORATORY, organisation_id=laboratory.organisation_id))
    if laboratory.reported_by is not None:
        keepers += people(Role.SERVICE, organisation_id=laboratory.reported_by.organisation_id)
    for person in dict.fromkeys(keepers):
        yield Due(
            key=":".join(filter(None, [laboratory.reference, mark, str(last), str(distance)])),
            recipient=person,
            reference=laboratory.reference,
            url=laboratory.get_absolute_url(),
            context={"date": last, "name": laboratory.name, "mark": mark},
        )
