"""What applicants, laboratories and the office are told of a contract and its changes."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.audiences import applicants, deciding_office, laboratories
from applications.enums import State
from applications.models import Project
from contracts.enums import ChangeState
from contracts.models import ChangeRequest
from notifications.enums import Category
from notifications.registry import Notice, announces
from notifications.reminders import Due, Reminder, reminds
from workflow.models import Correction, Event
from workflow.money import format_yuan

PROJECT = "applications.project"
TOLD_FOR_DAYS = 14
DISTANCES = (7, 1)


class ContractNotice(Notice):
    """A message about a contract; `to` says who gets it."""

    to: tuple[Callable[[Project], list[User]], ...] = ()

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        return [person for find in self.to for person in find(subject)]

    def context(self, event: Event, subject: Project) -> dict[str, Any]:
        evidence = event.evidence
        return {
            "title": subject.title,
            "applicant": subject.applicant.name,
            "reason": event.note or "–",
            "number": evidence.get("contract", ""),
            "due": evidence.get("due_date", ""),
            "amount": format_yuan(evidence.get("determined_amount") or 0),
        }


@announces(PROJECT, "submit_contract")
class ContractToOffice(ContractNotice):
    audience = "office"
    category = Category.TASK
    to = (deciding_office,)
    subject_text = _("%(reference)s: a contract waits to be checked.")
    body_text = _("%(applicant)s submitted the contract %(number)s for the project “%(title)s”.")


@announces(PROJECT, "recall_contract")
class ContractRecalledToOffice(ContractNotice):
    audience = "office"
    to = (deciding_office,)
    subject_text = _("%(reference)s: the contract was taken back.")
    body_text = _(
        "%(applicant)s took the contract for the project “%(title)s” back. Nothing is to be done now."
    )


@announces(PROJECT, "clear_contract")
class ContractClearedToParties(ContractNotice):
    audience = "parties"
    category = Category.DECISION
    to = (applicants, laboratories)
    subject_text = _("%(reference)s: the contract is cleared.")
    body_text = _(
        "The contract for the project “%(title)s” is cleared with a determined amount of %(amount)s. The work can begin; "
        "keep invoices and payment proofs for the closing report."
    )


@announces(PROJECT, "return_contract")
class ContractReturnedToApplicant(ContractNotice):
    audience = "applicant"
    category = Category.TASK
    to = (applicants,)
    subject_text = _("%(reference)s: please correct the contract by %(due)s.")
    body_text = _(
        "The office asks for corrections of the contract for the project “%(title)s”. Open the project, correct each point "
        "and submit the contract again by %(due)s. Remark: %(reason)s"
    )


@announces(PROJECT, "return_contract")
class ContractReturnedToLaboratory(ContractNotice):
    audience = "laboratory"
    to = (laboratories,)
    subject_text = _("%(reference)s: the contract was returned to the applicant.")
    body_text = _(
        "The office asked %(applicant)s for corrections of the contract for the project “%(title)s”. You may be asked to "
        "sign again."
    )


@announces(PROJECT, "undo_clear_contract")
class ClearingUndoneToParties(ContractNotice):
    audience = "parties"
    category = Category.DECISION
    to = (applicants, laboratories)
    subject_text = _("%(reference)s: the clearing of the contract was taken back.")
    body_text = _("The contract for the project “%(title)s” waits for the office again. Reason: %(reason)s")


@reminds("contract.corrections")
class ContractCorrectionsComeDue(Reminder):
    """A week, and then a day before the corrections of a contract or of a closing report are due."""

    subject_text = _("%(reference)s: corrections are due on %(date)s.")
    body_text = _("Please answer the requested corrections and submit again by %(date)s.")

    def due(self, today: date) -> Iterable[Due]:
        near = today + timedelta(days=max(DISTANCES))
        rows = Correction.objects.open().filter(
            subject_label=PROJECT, due_date__gte=today, due_date__lte=near
        )
        dates = dict(rows.order_by("subject_pk", "due_date").values_list("subject_pk", "due_date"))
        waiting = Project.objects.in_state(State.CONTRACT_RETURNED, State.CONTRACTED).filter(pk__in=dates)
        for project in waiting.order_by("pk"):
            date_due = dates[project.pk]
            distance = 1 if (date_due - today).days <= 1 else 7
            for person in applicants(project):
                yield Due(
                    key=f"{project.reference}:{date_due.isoformat()}:{distance}",
                    recipient=person,
                    reference=project.reference,
                    url=project.get_absolute_url(),
                    context={"date": date_due},
                )


@reminds("contract.change_requested")
class ChangeWaitsForOffice(Reminder):
    """A change is no step of the project, hence told by the timetable: to the office when it is asked for."""

    category = Category.TASK
    subject_text = _("%(reference)s: a change of the contract waits for a decision.")
    body_text = _("The applicant asks for a change: %(kind)s.")

    def due(self, today: date) -> Iterable[Due]:
        for change in ChangeRequest.objects.open().select_related("project").order_by("pk"):
            for person in deciding_office(change.project):
                yield change_told(change, person)


@reminds("contract.change_decided")
class ChangeDecidedToParties(Reminder):
    """… and to both parties when it is decided."""

    category = Category.DECISION
    subject_text = _("%(reference)s: the office decided on a change of the contract.")
    body_text = _("%(kind)s: %(state)s. Reasons: %(decision)s")

    def due(self, today: date) -> Iterable[Due]:
        since = timezone.now() - timedelta(days=TOLD_FOR_DAYS)
        decided = ChangeRequest.objects.exclude(state=ChangeState.OPEN).filter(decided_at__gte=since)
        for change in decided.select_related("project__laboratory").order_by("pk"):
            for person in [*applicants(change.project), *laboratories(change.project)]:
                yield change_told(change, person)


def change_told(change: ChangeRequest, person: User) -> Due:
    """One word to one person about one change."""
    return Due(
        key=f"{change.project.reference}:{change.pk}",
        recipient=person,
        reference=change.project.reference,
        url=reverse("contracts:changes", args=[change.project.reference]),
        context={
            "kind": change.get_kind_display(),
            "state": change.get_state_display(),
            "decision": change.decision,
        },
    )
