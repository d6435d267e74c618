"""The papers of money: the award with its code, receipt and decision of a redemption, lists of payments and notices."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from applications.models import Call, Project
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
from funds.enums import TransferResult
from funds.models import Payment, PaymentBatch, PaymentRun, RunItem
from funds.perms import can_see_budgets
from funds.standing import check_address
from papers.registry import Code, Column, Fact, Listing, Section, Table, issues, lists
from workflow.models import Event
from workflow.money import plain_yuan


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
            Fact(_("Requested"), moment(event)),
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


@lists
class BatchList(Listing):
    """The transfers of a run with what the bank said of each, or the payments that were recorded one by one in a batch."""

    kind = "batch_list"
    prefix = "PB"
    title = _("List of a payment batch")
    body = _("The payments of the batch {batch}:")
    tags = {"batch": _("the number of the batch")}

    def find(self, key: str, actor: Any) -> PaymentRun | PaymentBatch | None:
        if not can_see_budgets(actor):
            return None
        run = PaymentRun.objects.visible_to(actor).select_related("drawn_up_by", "approved_by")
        return run.filter(reference=key).first() or PaymentBatch.objects.filter(number=key).first()

    def values(self, event: Event, subject: PaymentRun | PaymentBatch) -> dict[str, str]:
        return {"batch": str(subject)}

    def sections(self, event: Event, subject: PaymentRun | PaymentBatch) -> list[Section]:
        if isinstance(subject, PaymentBatch):
            return _payments(subject)
        return [*_transfers(subject), _responsible(subject)]


def _responsible(run: PaymentRun) -> Section:
    """Who answers for a run."""
    facts = [
        Fact(_("State"), run.get_state_display()),
        Fact(_("Drawn up by"), run.drawn_up_by.get_short_name()),
        Fact(_("Approved by"), run.approved_by.get_short_name() if run.approved_by else ""),
    ]
    return Section(_("Responsible"), facts=facts)


def _transfers(run: PaymentRun) -> list[Section]:
    """Every transfer of a run, and the totals by what the bank said."""
    items = list(
        run.items.exclude(result=TransferResult.TAKEN_OUT)
        .order_by("position")
        .select_related("redemption__voucher", "redemption__payment__batch")
    )
    columns = [
        Column(_("No."), number=True),
        Column(_("Voucher")),
        Column(_("Payee"), width=1),
        Column(_("Account")),
        Column(_("Result"), width=1),
        Column(_("Amount (元)"), number=True),
    ]
    rows = [
        [
            str(item.position),
            item.redemption.voucher.number,
            item.redemption.account_holder,
            item.redemption.masked_account,
            _answer(item),
            plain_yuan(item.amount),
        ]
        for item in items
    ]
    total = sum(item.amount for item in items)
    last = [gettext("Total (%(count)s)") % {"count": len(items)}, "", "", "", "", plain_yuan(total)]
    sums = [
        Fact(result.label, money(sum(item.amount for item in items if item.result == result)), strong=True)
        for result in TransferResult
        if any(item.result == result for item in items)
    ]
    return [
        Section(_("Transfers"), table=Table(columns, rows, last)),
        Section(_("Control total"), facts=[*sums, Fact(_("Total"), money(total), strong=True)]),
    ]


def _answer(item: RunItem) -> str:
    """What the bank said of a transfer, with its receipt or reason."""
    payment = getattr(item.redemption, "payment", None)
    more = payment.receipt_number if payment and item.result == TransferResult.PAID else item.reason
    return f"{item.get_result_display()} {more}".strip()


def _payments(batch: PaymentBatch) -> list[Section]:
    """Every payment of a batch that was recorded without a run."""
    paid = Payment.objects.filter(batch=batch).select_related("redemption__voucher", "redemption__payee")
    lines = list(paid.order_by("pk"))
    columns = [
        Column(_("Voucher")),
        Column(_("Payee"), width=1),
        Column(_("Bank receipt")),
        Column(_("Paid")),
        Column(_("Amount (元)"), number=True),
    ]
    rows = [
        [
            line.redemption.voucher.number,
            line.redemption.account_holder,
            line.receipt_number,
            line.paid_on.isoformat(),
            plain_yuan(line.amount),
        ]
        for line in lines
    ]
    total = sum(line.amount for line in lines)
    last = [gettext("Total (%(count)s)") % {"count": len(lines)}, "", "", "", plain_yuan(total)]
    sums = [Fact(_("Total"), money(total), strong=True)]
    return [
        Section(_("Payments"), table=Table(columns, rows, last)),
        Section(_("Control total"), facts=sums),
    ]


@lists
class NoticeList(Listing):
    """The projects of a call that are in public notice, as they are posted."""

    kind = "notice_list"
    prefix = "NL"
    title = _("Public notice of awards")
    body = _(
        "The following projects of the call “{call}” are to be awarded an innovation voucher. Whoever objects writes to the "
        "voucher office by the last day of the notice, with name, reasons and evidence, or uses the form on the portal's page "
        "of public notices."
    )
    tags = {"call": _("the title of the call")}

    def find(self, key: str, actor: Any) -> Call | None:
        return Call.objects.filter(code=key).first() if actor.sees_everything else None

    def reference(self, record: Call) -> str:
        return record.code

    def values(self, event: Event, subject: Call) -> dict[str, str]:
        return {"call": subject.title}

    def sections(self, event: Event, subject: Call) -> list[Section]:
        found = Project.objects.on_public_notice().filter(call=subject)
        lines = list(found.select_related("applicant", "laboratory__organisation").order_by("pk"))
        columns = [
            Column(_("Reference")),
            Column(_("Applicant"), width=2),
            Column(_("Project"), width=3),
            Column(_("Notice until")),
            Column(_("Amount (元)"), number=True),
        ]
        rows = [
            [
                line.reference,
                line.applicant.name,
                line.title,
                line.notice_until.isoformat() if line.notice_until else "",
                plain_yuan(line.award_amount or 0),
            ]
            for line in lines
        ]
        total = sum(line.award_amount or 0 for line in lines)
        last = [gettext("Total (%(count)s)") % {"count": len(lines)}, "", "", "", plain_yuan(total)]
        return [Section(_("Projects"), table=Table(columns, rows, last))]
