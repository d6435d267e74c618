"""What applicants, institutions, laboratories and the office are told of the steps of an application."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from applications.addressed import ProjectNotice
from applications.audiences import applicants, deciding_office, laboratories, recommenders
from applications.enums import State
from applications.models import Project, ProjectMessage
from applications.models.queries import PARTIES
from applications.telling import conversation_url, readers_of
from notifications.audiences import people
from notifications.enums import Category
from notifications.registry import announces
from notifications.reminders import Due, Reminder, reminds
from workflow.models import Correction, Event
from workflow.money import format_yuan

PROJECT = "applications.project"
# Questions that were left longer than this are no news to anybody.
LATE_ANSWERS = timedelta(days=30)


@announces(PROJECT, "submit")
class SubmittedToInstitution(ProjectNotice):
    audience = "recommender"
    category = Category.TASK
    subject_text = _("%(reference)s waits for your endorsement.")
    body_text = _("%(applicant)s submitted the project “%(title)s”. Please endorse, return or decline it.")

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return recommenders(subject)


@announces(PROJECT, "recall")
class RecalledToInstitution(ProjectNotice):
    audience = "recommender"
    subject_text = _("%(reference)s was taken back.")
    body_text = _("%(applicant)s took the project “%(title)s” back. Nothing is to be done.")

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return recommenders(subject)


@announces(PROJECT, "endorse")
class EndorsedToApplicant(ProjectNotice):
    audience = "applicant"
    subject_text = _("%(reference)s was endorsed.")
    body_text = _(
        "The recommending institution endorsed your project “%(title)s”. The voucher office now decides."
    )

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return applicants(subject)


@announces(PROJECT, "endorse")
class EndorsedToOffice(ProjectNotice):
    audience = "office"
    category = Category.TASK
    subject_text = _("%(reference)s waits for a decision.")
    body_text = _("The project “%(title)s” of %(applicant)s was endorsed.")

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return deciding_office(subject)


@announces(PROJECT, "decline")
class DeclinedToApplicant(ProjectNotice):
    audience = "applicant"
    category = Category.DECISION
    subject_text = _("%(reference)s was not endorsed.")
    body_text = _("The recommending institution did not endorse your project “%(title)s”. Reason: %(reason)s")

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return applicants(subject)


@announces(PROJECT, "return_for_correction")
class ReturnedToApplicant(ProjectNotice):
    audience = "applicant"
    category = Category.TASK
    subject_text = _("Please correct %(reference)s by %(due)s.")
    body_text = _(
        "Your project “%(title)s” needs %(count)s correction(s). Answer them and submit again by %(due)s."
    )

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return applicants(subject)

    def context(self, event: Event, subject: Project) -> dict[str, Any]:
        evidence = event.evidence
        more = {"due": evidence.get("due_date", ""), "count": len(evidence.get("wanted", []))}
        return super().context(event, subject) | more


@announces(PROJECT, "announce_enterprise")
class EnterpriseToOffice(ProjectNotice):
    audience = "office"
    category = Category.TASK
    subject_text = _("%(reference)s: the start-up team is now an enterprise.")
    body_text = _(
        "%(enterprise)s was founded by %(applicant)s. Check it and carry the project “%(title)s” over to the enterprise."
    )

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return deciding_office(subject)

    def context(self, event: Event, subject: Project) -> dict[str, Any]:
        return super().context(event, subject) | {"enterprise": event.evidence["enterprise"]}


@announces(PROJECT, "carry_over")
class CarriedOverToParties(ProjectNotice):
    audience = "parties"
    subject_text = _("%(reference)s was carried over to an enterprise.")
    body_text = _("The applicant of the project “%(title)s” is now %(applicant)s, founded by %(former)s.")

    def is_wanted(self, event: Event, subject: Project) -> bool:
        return event.source != State.DRAFT

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return [*applicants(subject), *recommenders(subject), *laboratories(subject)]

    def context(self, event: Event, subject: Project) -> dict[str, Any]:
        return super().context(event, subject) | {"former": event.evidence["former"]}


@announces(PROJECT, "propose_approval")
class ProposedToApprovers(ProjectNotice):
    audience = "approver"
    category = Category.TASK
    subject_text = _("%(reference)s waits for a second person.")
    body_text = _("An officer proposes %(amount)s for the project “%(title)s” of %(applicant)s.")

    def is_wanted(self, event: Event, subject: Project) -> bool:
        """What was decided at once waits for nobody."""
        return subject.state == State.ENDORSED

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return people(Role.APPROVER)

    def context(self, event: Event, subject: Project) -> dict[str, Any]:
        return super().context(event, subject) | {"amount": format_yuan(event.evidence.get("amount"))}


@announces(PROJECT, "approve")
class ApprovedToApplicant(ProjectNotice):
    audience = "applicant"
    category = Category.DECISION
    subject_text = _("%(reference)s is approved.")
    body_text = _(
        "Your project “%(title)s” is approved with %(amount)s. The voucher follows after the public notice."
    )

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return applicants(subject)

    def context(self, event: Event, subject: Project) -> dict[str, Any]:
        return super().context(event, subject) | {"amount": format_yuan(event.evidence.get("amount"))}


@announces(PROJECT, "reject")
class RejectedToApplicant(ProjectNotice):
    audience = "applicant"
    category = Category.DECISION
    subject_text = _("%(reference)s was rejected.")
    body_text = _("The voucher office rejected your project “%(title)s”. Reason: %(reason)s")

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return [*applicants(subject), *recommenders(subject)]


@announces(PROJECT, "withdraw")
class WithdrawnToOthers(ProjectNotice):
    audience = "others"
    subject_text = _("%(reference)s was withdrawn.")
    body_text = _("%(applicant)s withdrew the project “%(title)s”. Reason: %(reason)s")

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return [] if event.source == "draft" else [*recommenders(subject), *deciding_office(subject)]


@announces(PROJECT, "undo_approve", "undo_reject", "undo_decline")
class StepUndoneToApplicant(ProjectNotice):
    audience = "applicant"
    category = Category.DECISION
    subject_text = _("A decision on %(reference)s was taken back.")
    body_text = _(
        "The last decision on your project “%(title)s” was taken in error and is undone. Reason: %(reason)s"
    )

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return applicants(subject)


@reminds("project.corrections")
class CorrectionsComeDue(Reminder):
    """A week, and then a day before the corrections of an application are due."""

    subject_text = _("%(reference)s: corrections are due on %(date)s.")
    body_text = _("Please answer the requested corrections and submit again by %(date)s.")

    def due(self, today) -> Iterable[Due]:
        rows = (
            Correction.objects.open()
            .filter(subject_label=PROJECT, due_date__gte=today)
            .order_by("subject_pk")
        )
        dates = {
            row.subject_pk: row.due_date for row in rows if row.due_date and (row.due_date - today).days <= 7
        }
        for project in Project.objects.filter(pk__in=dates, state="returned").order_by("pk"):
            distance = 1 if (dates[project.pk] - today).days <= 1 else 7
            for person in applicants(project):
                yield Due(
                    key=f"{project.reference}:{project.returns}:{distance}",
                    recipient=person,
                    reference=project.reference,
                    url=project.get_absolute_url(),
                    context={"date": dates[project.pk]},
                )


@reminds("project.answers")
class AnswersComeLate(Reminder):
    """The day after an answer was due: whoever was asked, and whoever asked."""

    subject_text = _("%(reference)s: an answer was due on %(date)s.")
    body_text = _(
        "%(organisation)s asked for an answer by %(date)s, and none has come:\n\n%(text)s\n\n"
        "Answer it, or mark it as answered."
    )

    def due(self, today) -> Iterable[Due]:
        late = ProjectMessage.objects.overdue(today).filter(answer_by__gte=today - LATE_ANSWERS)
        parties = [f"project__{party}" for party in PARTIES]
        for message in late.select_related("author", "on_behalf_of", *parties).order_by("pk"):
            context = {
                "date": message.answer_by,
                "organisation": message.on_behalf_of.name,
                "text": Truncator(message.text).chars(300),
            }
            for person in {*readers_of(message), message.author}:
                yield Due(
                    key=f"{message.uuid}:late",
                    recipient=person,
                    reference=message.project.reference,
                    url=conversation_url(message),
                    context=context,
                )
