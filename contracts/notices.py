"""What applicants, laboratories and the office are told of a contract and its changes."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from applications.addressed import ProjectNotice
from applications.audiences import applicants, deciding_office, laboratories
from applications.enums import State
from applications.models import Project
from contracts.enums import ChangeKind
from labs.models import Laboratory
from notifications.audiences import people
from notifications.enums import Category
from notifications.registry import announces
from notifications.reminders import Due, Reminder, reminds
from workflow.models import Correction, Event
from workflow.money import format_yuan

PROJECT = "applications.project"
DISTANCES = (7, 1)


class ContractNotice(ProjectNotice):
    """A message about a contract."""

    def figures(self, evidence: dict[str, Any]) -> dict[str, Any]:
        return {
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


class ChangeNotice(ContractNotice):
    """A message about a change; it leads to the list of changes."""

    def url(self, event: Event, subject: Project) -> str:
        return reverse("contracts:changes", args=[subject.reference])

    def context(self, event: Event, subject: Project) -> dict[str, Any]:
        evidence = event.evidence
        return super().context(event, subject) | {
            "kind": ChangeKind(evidence["kind"]).label,
            "released": format_yuan(evidence.get("released") or 0),
            "voucher": format_yuan(evidence.get("award_amount") or 0),
        }


@announces(PROJECT, "request_change")
class ChangeToOffice(ChangeNotice):
    audience = "office"
    category = Category.TASK
    to = (deciding_office,)
    subject_text = _("%(reference)s: a change of the contract waits for a decision.")
    body_text = _("%(applicant)s asks for a change: %(kind)s.")


@announces(PROJECT, "grant_change")
class ChangeGrantedToParties(ChangeNotice):
    audience = "parties"
    category = Category.DECISION
    to = (applicants, laboratories)
    subject_text = _("%(reference)s: a change of the contract was granted.")
    body_text = _(
        "%(kind)s: granted. The determined contract amount is %(amount)s, the voucher is worth %(voucher)s. "
        "Reasons: %(reason)s"
    )


@announces(PROJECT, "grant_change")
class ChangeGrantedToFormerLaboratory(ChangeNotice):
    audience = "former_laboratory"
    category = Category.DECISION
    subject_text = _("%(reference)s: another laboratory does the work from now on.")
    body_text = _(
        "The office granted a change of the laboratory for the project “%(title)s”. Reasons: %(reason)s"
    )

    def is_wanted(self, event: Event, subject: Project) -> bool:
        return event.evidence["before"]["laboratory"] != event.evidence["after"]["laboratory"]

    def recipients(self, event: Event, subject: Project) -> Iterable[User]:
        former = Laboratory.objects.get(reference=event.evidence["before"]["laboratory"])
        return people(Role.LABORATORY, organisation_id=former.organisation_id)

    def url(self, event: Event, subject: Project) -> str:
        return ""


@announces(PROJECT, "refuse_change")
class ChangeRefusedToParties(ChangeNotice):
    audience = "parties"
    category = Category.DECISION
    to = (applicants, laboratories)
    subject_text = _("%(reference)s: a change of the contract was refused.")
    body_text = _("%(kind)s: refused; the contract stays as it is. Reasons: %(reason)s")


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
