"""What people are told when money is reserved, committed, redeemed, paid or returned."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.addressed import ProjectNotice
from applications.audiences import applicants, deciding_office, laboratories, recommenders
from applications.models import Project
from funds.audiences import finance, payees, service_institution
from notifications.enums import Category
from notifications.registry import announces, silent
from workflow.models import Event
from workflow.money import format_yuan

PROJECT = "applications.project"


class MoneyNotice(ProjectNotice):
    """A message about a project and its money."""

    def figures(self, evidence: dict[str, Any]) -> dict[str, Any]:
        return {
            "amount": format_yuan(evidence.get("amount") or evidence.get("released") or 0),
            "number": evidence.get("voucher_number", ""),
            "until": evidence.get("notice_until", ""),
            "use_by": evidence.get("use_by") or "–",
            "redeem_by": evidence.get("redeem_by") or "–",
        }


@announces(PROJECT, "publish_notice")
class NoticePublishedToApplicant(MoneyNotice):
    audience = "applicant"
    to = (applicants,)
    subject_text = _("%(reference)s is in public notice until %(until)s.")
    body_text = _(
        "Your project “%(title)s” is in public notice until %(until)s. %(amount)s are reserved for it."
    )


@announces(PROJECT, "object")
class ObjectionToApplicant(MoneyNotice):
    audience = "applicant"
    to = (applicants,)
    subject_text = _("An objection to %(reference)s is being examined.")
    body_text = _(
        "Somebody objected to your project “%(title)s”. The office examines it; until then the award waits."
    )


@announces(PROJECT, "object")
class ObjectionToOffice(MoneyNotice):
    audience = "office"
    category = Category.TASK
    to = (deciding_office,)
    subject_text = _("An objection to %(reference)s waits for a decision.")
    body_text = _("Somebody objected to the project “%(title)s” of %(applicant)s. Its award is held.")


@announces(PROJECT, "dismiss_objection")
class ObjectionDismissed(MoneyNotice):
    audience = "applicant"
    category = Category.DECISION
    to = (applicants,)
    subject_text = _("The objection to %(reference)s was dismissed.")
    body_text = _("Your project “%(title)s” goes on towards its award. Decision: %(reason)s")


@announces(PROJECT, "uphold_objection")
class ObjectionUpheld(MoneyNotice):
    audience = "applicant"
    category = Category.DECISION
    to = (applicants, recommenders)
    subject_text = _("The objection to %(reference)s was upheld.")
    body_text = _("The project “%(title)s” is rejected. Decision: %(reason)s")


@announces(PROJECT, "award")
class AwardedToApplicant(MoneyNotice):
    audience = "applicant"
    category = Category.TASK
    to = (applicants,)
    subject_text = _("A voucher over %(amount)s is issued for %(reference)s.")
    body_text = _(
        "Your project “%(title)s” has the voucher %(number)s over %(amount)s. Sign the contract with its voucher clause "
        "and submit it by %(use_by)s; redemption is possible until %(redeem_by)s."
    )


@announces(PROJECT, "award")
class AwardedToOthers(MoneyNotice):
    audience = "others"
    to = (laboratories, recommenders)
    subject_text = _("A voucher over %(amount)s is issued for %(reference)s.")
    body_text = _("%(applicant)s has a voucher over %(amount)s for the project “%(title)s”.")


@announces(PROJECT, "give_up")
class GivenUp(MoneyNotice):
    audience = "others"
    to = (deciding_office, laboratories, recommenders)
    subject_text = _("%(reference)s was given up.")
    body_text = _("%(applicant)s gave up the voucher for the project “%(title)s”. Reason: %(reason)s")


@announces(PROJECT, "terminate")
class Terminated(MoneyNotice):
    audience = "parties"
    category = Category.DECISION
    to = (applicants, laboratories, recommenders)
    subject_text = _("%(reference)s was terminated.")
    body_text = _("The project “%(title)s” has ended and its voucher is void. Reason: %(reason)s")


@announces(PROJECT, "revoke")
class Revoked(MoneyNotice):
    audience = "parties"
    category = Category.DECISION
    to = (applicants, laboratories, recommenders)
    subject_text = _("The funding of %(reference)s was revoked.")
    body_text = _("The office revoked the funding of the project “%(title)s”. Reason: %(reason)s")


@announces(PROJECT, "expire")
class Expired(MoneyNotice):
    audience = "parties"
    category = Category.DECISION
    to = (applicants, laboratories)
    subject_text = _("The voucher of %(reference)s has expired.")
    body_text = _(
        "The voucher for the project “%(title)s” was not used in time; its money is available to others. "
        "If this was not your fault, ask the office to reinstate it."
    )


@announces(PROJECT, "reinstate")
class Reinstated(MoneyNotice):
    audience = "parties"
    category = Category.DECISION
    to = (applicants, laboratories)
    subject_text = _("The voucher of %(reference)s is valid again.")
    body_text = _(
        "The voucher over %(amount)s for the project “%(title)s” is valid again: to be used by %(use_by)s, to be redeemed "
        "by %(redeem_by)s."
    )


@announces(PROJECT, "request_redemption")
class RedemptionRequested(MoneyNotice):
    audience = "office"
    category = Category.TASK
    to = (deciding_office,)
    subject_text = _("The redemption of %(reference)s waits for a decision.")
    body_text = _("%(amount)s are requested for the project “%(title)s” of %(applicant)s.")

    def is_wanted(self, event: Event, subject: Project) -> bool:
        return not waits_for_service_institution(subject)


def waits_for_service_institution(project: Project) -> bool:
    """Whether a request goes to the service institution before the office decides."""
    return project.service_checks_redemption and bool(service_institution(project))


@announces(PROJECT, "request_redemption")
class RedemptionToCheck(MoneyNotice):
    audience = "service"
    category = Category.TASK
    to = (service_institution,)
    subject_text = _("Please check the request to redeem the voucher of %(reference)s.")
    body_text = _(
        "%(amount)s are requested for the project “%(title)s” of %(applicant)s. Confirm the request or return it with the "
        "reason; the office decides afterwards."
    )

    def is_wanted(self, event: Event, subject: Project) -> bool:
        return waits_for_service_institution(subject)


@announces(PROJECT, "confirm_redemption")
class RedemptionConfirmed(MoneyNotice):
    audience = "office"
    category = Category.TASK
    to = (deciding_office,)
    subject_text = _("The service institution confirmed the redemption of %(reference)s.")
    body_text = _(
        "%(amount)s are requested for the project “%(title)s” of %(applicant)s; your decision is awaited."
    )


@announces(PROJECT, "return_redemption")
class RedemptionReturned(MoneyNotice):
    audience = "payee"
    category = Category.TASK
    to = (payees,)
    subject_text = _("Please correct the redemption of %(reference)s.")
    body_text = _(
        "The request for the project “%(title)s” was returned. Correct it and request the redemption again; last day: "
        "%(redeem_by)s. Reason: %(reason)s"
    )


@announces(PROJECT, "redeem")
class RedeemedToParties(MoneyNotice):
    audience = "parties"
    category = Category.DECISION
    to = (payees, applicants)
    subject_text = _("%(amount)s of %(reference)s are redeemed.")
    body_text = _("The voucher for the project “%(title)s” is redeemed over %(amount)s; finance pays next.")


@announces(PROJECT, "redeem")
class RedeemedToFinance(MoneyNotice):
    audience = "finance"
    category = Category.TASK
    to = (finance,)
    subject_text = _("%(reference)s waits for its payment.")
    body_text = _("%(amount)s are to be paid for the project “%(title)s” of %(applicant)s.")


@announces(PROJECT, "undo_redeem")
class RedemptionUndone(MoneyNotice):
    audience = "parties"
    category = Category.DECISION
    to = (payees, applicants, finance)
    subject_text = _("The redemption of %(reference)s was taken back.")
    body_text = _("The office looks at the request for the project “%(title)s” again. Reason: %(reason)s")


@announces(PROJECT, "pay")
class Paid(MoneyNotice):
    audience = "parties"
    to = (payees, applicants)
    subject_text = _("%(amount)s for %(reference)s are paid.")
    body_text = _("The bank has carried out the payment of %(amount)s for the project “%(title)s”.")


@announces(PROJECT, "report_credit_note")
class CreditNoteToOffice(MoneyNotice):
    audience = "office"
    category = Category.TASK
    to = (deciding_office,)
    subject_text = _("%(reference)s: a credit note came after the payment.")
    body_text = _(
        "The credit note %(number)s takes %(amount)s back in the project “%(title)s” of %(applicant)s. Paid above what the "
        "remaining cost bears: %(excess)s."
    )

    def context(self, event: Event, subject: Project) -> dict[str, Any]:
        more = {
            "number": event.evidence.get("number", ""),
            "excess": format_yuan(event.evidence.get("excess") or 0),
        }
        return super().context(event, subject) | more


@announces(PROJECT, "claw_back_part")
class PartClawedBack(MoneyNotice):
    audience = "parties"
    category = Category.DECISION
    to = (payees, applicants)
    subject_text = _("%(amount)s of %(reference)s are claimed back.")
    body_text = _(
        "The office claims back %(amount)s of what was paid for the project “%(title)s”; the rest stays paid. "
        "Reason: %(reason)s"
    )


@announces(PROJECT, "drop_claw_back")
class NothingClawedBack(MoneyNotice):
    audience = "parties"
    category = Category.DECISION
    to = (payees, applicants)
    subject_text = _("%(reference)s: nothing is claimed back.")
    body_text = _(
        "The office looked at the credit note of the project “%(title)s” and claims nothing back. Reason: %(reason)s"
    )


@announces(PROJECT, "claw_back")
class ClawedBack(MoneyNotice):
    audience = "parties"
    category = Category.DECISION
    to = (payees, applicants)
    subject_text = _("%(amount)s of %(reference)s are claimed back.")
    body_text = _("The office claims back %(amount)s for the project “%(title)s”. Reason: %(reason)s")


silent(PROJECT, "recall_redemption", why="The request leaves the office's list; nothing is to be done.")
