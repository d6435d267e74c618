"""Letters about money: the award with its code, receipt, return and decision of a redemption."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from applications.models import Project
from applications.papers import (
    COMMON_TAGS,
    PROJECT,
    REASONS,
    ProjectPaper,
    ReasonedLetter,
    day,
    figures,
    halves,
    moment,
    money,
)
from funds.standing import check_address
from papers.registry import Code, Fact, issues
from workflow.models import Event


@issues(PROJECT, "award")
class AwardNotice(ProjectPaper):
    kind = "award_notice"
    prefix = "AN"
    title = _("Award notice")
    body = _(
        "An innovation voucher of {amount} is awarded to you for the project “{title}”.\n"
        "## What you do next\n"
        "1. Sign a contract with {laboratory}. It names the voucher, its number and its amount; a contract without these terms "
        "is not valid for this programme.\n"
        "2. Submit the signed contract by **{use_by}**; otherwise the voucher expires.\n"
        "3. Do the work, have it closed and request the redemption by **{redeem_by}**.\n"
        "The voucher cannot be passed on and is not paid out in cash."
    )
    tags = COMMON_TAGS | {
        "amount": _("the amount of the voucher"),
        "number": _("the number of the voucher"),
        "use_by": _("the last day to submit the contract"),
        "redeem_by": _("the last day to request the redemption"),
    }
    roles = (Role.APPLICANT, Role.RECOMMENDER, Role.LABORATORY, Role.SERVICE)

    def values(self, event: Event, subject: Project) -> dict[str, str]:
        evidence = event.evidence
        return super().values(event, subject) | {
            "amount": figures(evidence.get("amount")),
            "number": str(evidence.get("voucher_number", "")),
            "use_by": day(evidence.get("use_by")) or gettext("no last day"),
            "redeem_by": day(evidence.get("redeem_by")) or gettext("no last day"),
        }

    def facts(self, event: Event, subject: Project) -> list[Fact]:
        evidence = event.evidence
        return [
            *self.project_facts(subject),
            Fact(_("Voucher"), evidence.get("voucher_number", ""), strong=True),
            Fact(_("Face amount of the voucher"), money(evidence.get("amount")), strong=True),
            Fact(_("Issued"), day(evidence.get("awarded_on"))),
            Fact(_("To be used by"), day(evidence.get("use_by"))),
            Fact(_("To be redeemed by"), day(evidence.get("redeem_by"))),
        ]

    def code(self, event: Event, subject: Project) -> Code | None:
        number = event.evidence.get("voucher_number")
        if not number:
            return None
        return Code(
            check_address(number), _("Whether the voucher is valid is shown here, without signing in:")
        )


@issues(PROJECT, "request_redemption")
class RedemptionReceipt(ProjectPaper):
    kind = "redemption_receipt"
    prefix = "RR"
    title = _("Receipt of the request for redemption")
    body = _(
        "The redemption of the voucher for the project “{title}” is requested. The voucher office checks it next."
    )
    roles = (Role.APPLICANT, Role.LABORATORY, Role.SERVICE)

    def addressee(self, event: Event, subject: Project) -> str:
        return event.on_behalf_of.name if event.on_behalf_of else subject.applicant.name

    def facts(self, event: Event, subject: Project) -> list[Fact]:
        return [
            *self.project_facts(subject),
            Fact(_("Voucher"), subject.voucher_number),
            Fact(_("Amount requested"), money(event.evidence.get("amount")), strong=True),
            Fact(_("Requested at"), moment(event)),
            Fact(_("Requested by"), event.actor.get_short_name()),
            Fact(_("Digest of this step"), halves(event.digest)),
        ]


@issues(PROJECT, "redeem")
class RedemptionDecision(ProjectPaper):
    kind = "redemption_decision"
    prefix = "RD"
    title = _("Decision on the redemption")
    body = _(
        "The voucher for the project “{title}” is redeemed with {amount}. Finance pays the amount to the account that was "
        "stated in the request.\n"
        "{remark}"
    )
    tags = COMMON_TAGS | {
        "amount": _("the redeemed amount"),
        "remark": _("the remark of the decision, if there is one"),
    }
    roles = (Role.APPLICANT, Role.LABORATORY, Role.SERVICE)

    def values(self, event: Event, subject: Project) -> dict[str, str]:
        given = {"amount": figures(event.evidence.get("amount")), "remark": event.note}
        return super().values(event, subject) | given

    def facts(self, event: Event, subject: Project) -> list[Fact]:
        return [
            *self.project_facts(subject),
            Fact(_("Voucher"), subject.voucher_number),
            Fact(_("Face amount of the voucher"), money(subject.award_amount)),
            Fact(_("Redeemed amount"), money(event.evidence.get("amount")), strong=True),
        ]


@issues(PROJECT, "return_redemption")
class RedemptionReturn(ReasonedLetter):
    kind = "redemption_return"
    prefix = "RQ"
    title = _("Return of the request for redemption")
    body = _(
        "The request to redeem the voucher for the project “{title}” is returned. The reasons:\n"
        "{reasons}\n"
        "Correct what is named and request the redemption again. Last day for that: **{redeem_by}**."
    )
    tags = COMMON_TAGS | REASONS | {"redeem_by": _("the last day to request the redemption")}
    roles = (Role.APPLICANT, Role.LABORATORY, Role.SERVICE)

    def values(self, event: Event, subject: Project) -> dict[str, str]:
        last_day = event.evidence.get("redeem_by") or (subject.redeem_by and subject.redeem_by.isoformat())
        return super().values(event, subject) | {"redeem_by": day(last_day) or gettext("no last day")}
