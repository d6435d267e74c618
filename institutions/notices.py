"""What institutions and the office are told of an accreditation's steps."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from institutions.enums import Grade
from institutions.models import EvaluationRound, RecommendingInstitution, ServiceInstitution
from institutions.models.accreditation import Accreditation
from notifications.audiences import people
from notifications.enums import Category
from notifications.registry import Notice, announces, silent
from notifications.reminders import Due, Reminder, reminds
from workflow.models import Event

DOSSIERS = (RecommendingInstitution.subject_label(), ServiceInstitution.subject_label())

DISTANCES = (30, 7, 1)


def both(*transitions: str):
    """Declares one notice for both kinds of institution."""

    def declare(notice: type[Notice]) -> type[Notice]:
        for label in DOSSIERS:
            announces(label, *transitions)(notice)
        return notice

    return declare


class DossierNotice(Notice):
    """A message about an institution; words may use its name and the reason of the step."""

    def context(self, event: Event, subject: Accreditation) -> dict[str, Any]:
        return {"name": subject.organisation.name, "reason": event.note or "–"}


class ToInstitution(DossierNotice):
    audience = "institution"
    category = Category.DECISION

    def recipients(self, event: Event, subject: Accreditation) -> Iterable[User]:
        return people(subject.member_role, organisation_id=subject.organisation_id)


@both("submit")
class SubmittedToOffice(DossierNotice):
    audience = "office"
    category = Category.TASK
    subject_text = _("%(reference)s asks to join the programme.")
    body_text = _("%(name)s submitted its application. Please check its documents and decide.")

    def recipients(self, event: Event, subject: Accreditation) -> Iterable[User]:
        return people(Role.OFFICER, Role.APPROVER)


@both("approve")
class ApprovedToInstitution(ToInstitution):
    subject_text = _("%(reference)s is approved: welcome to the programme.")
    body_text = _(
        "The account of %(name)s is open now. Complete introduction, features and contact; then you can begin. "
        "The office invites you to a training."
    )


@both("return_for_correction")
class ReturnedToInstitution(ToInstitution):
    category = Category.TASK
    subject_text = _("Please correct the application %(reference)s.")
    body_text = _(
        "The office asks %(name)s for corrections. Open the dossier, answer them and submit again. %(reason)s"
    )


@both("reject")
class RejectedToInstitution(ToInstitution):
    subject_text = _("%(reference)s was rejected.")
    body_text = _("The office rejected the application of %(name)s. Reason: %(reason)s")


@both("suspend", "end")
class StoppedToInstitution(ToInstitution):
    subject_text = _("%(reference)s: the standing of your institution changed.")
    body_text = _("The office suspended or ended the work of %(name)s in the programme. Reason: %(reason)s")


@announces(ServiceInstitution.subject_label(), "recognise")
@both("resume", "undo_reject", "reapply")
class GoesOnToInstitution(ToInstitution):
    subject_text = _("%(reference)s goes on.")
    body_text = _("The dossier of %(name)s is open again. Remark: %(reason)s")


@announces(ServiceInstitution.subject_label(), "request_renewal")
class LetterToOffice(DossierNotice):
    audience = "office"
    category = Category.TASK
    subject_text = _("%(reference)s hands in a new authorisation letter.")
    body_text = _("%(name)s has a new authorisation letter. Please check and accept it.")

    def recipients(self, event: Event, subject: Accreditation) -> Iterable[User]:
        return people(Role.OFFICER, Role.APPROVER)


@announces(ServiceInstitution.subject_label(), "renew")
class LetterAccepted(ToInstitution):
    subject_text = _("The new authorisation letter of %(reference)s is accepted.")
    body_text = _("The office accepted the new authorisation letter of %(name)s.")


@announces(ServiceInstitution.subject_label(), "publish_evaluation")
class EvaluationPublished(ToInstitution):
    """The result of a year, as the event keeps it."""

    subject_text = _("The evaluation of %(year)s is published: %(grade)s.")
    body_text = _("%(name)s has %(score)s points in %(year)s, grade “%(grade)s”. %(remark)s")

    def context(self, event: Event, subject: Accreditation) -> dict[str, Any]:
        known = event.evidence
        return super().context(event, subject) | {
            "year": known["year"],
            "score": known["score"],
            "grade": Grade(known["grade"]).label,
            "remark": known["remark"],
        }


@announces(ServiceInstitution.subject_label(), "refuse_renewal")
class LetterRefused(ToInstitution):
    subject_text = _("The new authorisation letter of %(reference)s is refused.")
    body_text = _(
        "The office refused the new authorisation letter of %(name)s. Reason: %(reason)s The old one counts to its end."
    )


for label in DOSSIERS:
    silent(label, "recall", why="The institution takes its own application back; nobody has acted on it.")


def nearest(last: date, today: date) -> int:
    """The smallest of the distances that the day still lies within."""
    return min(number for number in DISTANCES if number >= (last - today).days)


def staff_of(institution: ServiceInstitution) -> Iterable[User]:
    return people(Role.SERVICE, organisation_id=institution.organisation_id)


@reminds("institution.authorisation")
class AuthorisationEnds(Reminder):
    """A month, a week and a day before the authorisation letter ends: afterwards no laboratory can be reported."""

    subject_text = _("The authorisation letter of %(reference)s ends on %(date)s.")
    body_text = _(
        "Ask %(body)s for a new letter and hand it in before %(date)s: afterwards %(name)s can report no laboratory (Q5)."
    )

    def due(self, today: date) -> Iterable[Due]:
        until = today + timedelta(days=max(DISTANCES))
        ending = ServiceInstitution.objects.active().filter(
            authorised_to__range=(today, until), is_field_center=False
        )
        for institution in ending.for_list().order_by("pk"):
            last = institution.authorised_to
            for person in staff_of(institution):
                yield Due(
                    key=f"{institution.reference}:{last}:{nearest(last, today)}",
                    recipient=person,
                    reference=institution.reference,
                    url=institution.get_absolute_url(),
                    context={"date": last, "name": institution.name, "body": institution.authorising_body},
                )


@reminds("institution.self_report")
class SelfReportIsDue(Reminder):
    """A month, a week and a day before the last day of the self-report of a year."""

    subject_text = _("Please hand in the self-report of %(year)s by %(date)s.")
    body_text = _("%(name)s has not handed in its self-report of %(year)s yet. The last day is %(date)s.")

    def due(self, today: date) -> Iterable[Due]:
        until = today + timedelta(days=max(DISTANCES))
        for row in EvaluationRound.objects.filter(report_until__range=(today, until)).order_by("pk"):
            handed_in = row.self_reports.handed_in().values("institution")
            waiting = ServiceInstitution.objects.active().exclude(pk__in=handed_in)
            for institution in waiting.for_list().order_by("pk"):
                for person in staff_of(institution):
                    yield Due(
                        key=f"{institution.reference}:{row.year}:{nearest(row.report_until, today)}",
                        recipient=person,
                        reference=institution.reference,
                        url=reverse("institutions:self_report", args=[institution.reference, row.year]),
                        context={"date": row.report_until, "name": institution.name, "year": row.year},
                    )
