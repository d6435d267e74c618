"""Lists about money: the transfers of a run or a batch, and the projects in public notice."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.models import Call, Project
from applications.papers import money
from funds.enums import TransferResult
from funds.models import Payment, PaymentBatch, PaymentRun, RunItem
from funds.perms import can_see_budgets
from papers.registry import Column, Fact, Listing, Section, Table, lists
from workflow.models import Event
from workflow.money import plain_yuan


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

    def some_keys(self) -> Iterator[str]:
        yield from PaymentRun.objects.order_by("-pk").values_list("reference", flat=True)[:3]
        yield from PaymentBatch.objects.order_by("-pk").values_list("number", flat=True)[:3]

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
        Column(_("Result of the bank"), width=1),
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
        Section(_("List of transfers"), table=Table(columns, rows, last)),
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
        Section(_("List of payments"), table=Table(columns, rows, last)),
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

    def some_keys(self) -> Iterator[str]:
        noticed = Project.objects.on_public_notice().order_by("-pk").values_list("call__code", flat=True)[:1]
        yield from noticed or Call.objects.order_by("-pk").values_list("code", flat=True)[:1]

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
