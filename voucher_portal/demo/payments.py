"""What finance of the demonstration has on its table: runs in every state, a failed transfer, a credit note, a clash."""

from datetime import timedelta

from django.utils import timezone

from applications.models import Project
from funds import services as funds
from funds.models import PaymentRun, Redemption
from funds.services.runs import Answer, waiting_items
from review import services as review
from voucher_portal.demo.cast import Cast
from voucher_portal.demo.clock import playing_from
from workflow.errors import Unfit

SETTLED = ("轴承钢夹杂物分析", "催化剂载体比表面积测试")
WITH_BANK, TO_APPROVE, DRAWN_UP = SETTLED[1], "样机外壳结构强度测试", "复合材料层压板检测"


def play(cast: Cast) -> None:
    """A settled run with a transfer that failed, its retry with the bank, one to be approved, one being drawn up."""
    projects = {row.title: row for row in Project.objects.filter(title__in=[*SETTLED, TO_APPROVE, DRAWN_UP])}
    if len(projects) < len({*SETTLED, TO_APPROVE, DRAWN_UP}):
        return  # an earlier stage of the demonstration
    with playing_from(20) as clock:
        first = _with_bank(cast, [projects[title] for title in SETTLED])
        clock.later(1)
        answers = [
            Answer(1, True, receipt_number="DEMO-HD-0001", paid_on=timezone.localdate()),
            Answer(2, False, reason="账号与户名不符，银行退票。"),
        ]
        funds.record_answers(first, answers, actor=cast.finance)
        funds.settle_run(fresh_run(first), actor=cast.finance)
        clock.later(4)
        _with_bank(cast, [projects[WITH_BANK]])
        clock.later(2)
        _locked(cast, [projects[TO_APPROVE]])
        clock.later(2)
        _drawn_up(cast, [projects[DRAWN_UP]])
        clock.later(1)
        _credit_note(cast, projects[SETTLED[0]])
    _same_invoice(cast, projects[SETTLED[0]])


def fresh_run(run: PaymentRun) -> PaymentRun:
    return PaymentRun.objects.get(pk=run.pk)


def _drawn_up(cast: Cast, projects: list[Project]) -> PaymentRun:
    found = Redemption.objects.live().filter(voucher__project__in=projects)
    return funds.draw_up(found.values_list("pk", flat=True), actor=cast.finance)


def _locked(cast: Cast, projects: list[Project]) -> PaymentRun:
    """The second person of finance has compared the accounts; the first one locks."""
    run = _drawn_up(cast, projects)
    for item in waiting_items(run):
        funds.confirm_account(item.redemption, actor=cast.finance2)
    funds.lock_run(run, actor=cast.finance)
    return fresh_run(run)


def _with_bank(cast: Cast, projects: list[Project]) -> PaymentRun:
    run = _locked(cast, projects)
    funds.approve_run(run, actor=cast.finance2, note="已核对账户与合计金额。")
    return fresh_run(run)


def _credit_note(cast: Cast, project: Project) -> None:
    """The laboratory takes a quarter of its invoice back after the payment."""
    invoice = project.invoices.ordinary().order_by("pk")[0]
    funds.report_credit_note(
        project,
        actor=cast.officer,
        corrects=invoice,
        number=f"{invoice.number}-R",
        issued_on=timezone.localdate(),
        amount=invoice.amount // 4,
        note="实验室少做两组试验，开具红字发票。",
    )


def _same_invoice(cast: Cast, paid: Project) -> None:
    """Somebody types an invoice into another project; it is refused, and the office sees it as a signal."""
    invoice = paid.invoices.ordinary().order_by("pk")[0]
    other = Project.objects.in_state("contracted").order_by("pk").first()
    if other is None:
        return
    holder = next(actor for actor in cast.applicants if actor.organisation_id == other.applicant_id)
    content = {
        "number": invoice.number,
        "seller_uscc": invoice.seller_uscc,
        "seller_name": invoice.seller_name,
        "issued_on": invoice.issued_on + timedelta(days=1),
        "amount": invoice.amount,
    }
    try:
        review.add_invoice(other, actor=holder, content=content)
    except Unfit:
        return
