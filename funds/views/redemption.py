"""The steps from the request to the payment: one page, one service call each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.models import Project
from applications.services import counter_findings
from funds import facts, services
from funds.facts import BankAccount
from funds.forms import PayForm, RedemptionForm, RemarkForm
from funds.models import Redemption
from funds.presentation import at_a_glance, budget_rows, payable_lines, redemption_rows
from funds.services import paying
from funds.services.redeeming import correct_by, dry_run_decision, dry_run_request, live_redemption
from funds.views.steps import get_project
from policy.deadlines import is_over
from workflow.pages import ReasonForm, StepPage, bound, step_page


def request_redemption(request: HttpRequest, reference: str) -> HttpResponse:
    """The request, with the way to the payable amount line by line and the payee's account."""
    project = get_project(request, reference)
    payee, payable = facts.payee_of(project), services.explain_payable(project)
    account = BankAccount.of(payee)
    initial = {"amount": payable.amount_fen}
    form = bound(RedemptionForm, request, account=account, payable=payable.amount_fen, initial=initial)
    page = StepPage(
        name="request_redemption",
        form=form,
        take=lambda data: services.request_redemption(
            project, actor=request.actor, amount=data["amount"], bank=form.bank(), note=data["note"]
        ),
        dry_run=lambda: dry_run_request(project, payable.amount_fen),
        intro=_("The office checks the request; finance then pays the redeemed amount to the payee."),
        consequence=_("You can take the request back until the office has decided."),
        rows=at_a_glance(project),
        template="funds/redemption_request.html",
        context={
            "payable": payable,
            "unused": (project.award_amount or 0) - payable.amount_fen,
            "payable_lines": payable_lines(project, payable),
            "accepted_cost": project.accepted_cost,
            "payee": payee,
            "account": account,
        },
    )
    return step_page(request, project, page)


def recall_redemption(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    page = StepPage(
        name="recall_redemption",
        form=bound(RemarkForm, request),
        take=lambda data: services.recall_redemption(project, actor=request.actor, note=data["note"]),
        intro=_("You take the request back; you can make a new one while the voucher is valid."),
        consequence=_("The voucher's last day has passed: without this request it expires tonight.")
        if is_over(project.redeem_by, timezone.localdate())
        else "",
        rows=at_a_glance(project),
    )
    return step_page(request, project, page)


def confirm_redemption(request: HttpRequest, reference: str) -> HttpResponse:
    """The service institution's check, with the same figures as the office sees."""
    project = get_project(request, reference)
    asked = live_redemption(project)
    page = StepPage(
        name="confirm_redemption",
        form=bound(RemarkForm, request),
        take=lambda data: services.confirm_redemption(project, actor=request.actor, note=data["note"]),
        intro=_("Compare the request with the laboratory's work, its invoices and its bank account."),
        consequence=_("The office is told and decides. If something is wrong, return the request instead."),
        rows=redemption_rows(project, asked),
        template="funds/redemption_decide.html",
        context=decision_context(project, asked),
    )
    return step_page(request, project, page)


def decision_context(project: Project, asked: Redemption) -> dict[str, Any]:
    """What whoever checks or decides sees of the amount."""
    payable = services.explain_payable(project)
    return {
        "amount": asked.amount,
        "rest": (project.award_amount or 0) - asked.amount,
        "payable": payable.amount_fen,
        "payable_lines": payable_lines(project, payable),
    }


def return_redemption(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    asked = live_redemption(project)
    kept_until = correct_by(project, asked, timezone.localdate())
    consequence = _(
        "The payee is told and can request again by %(day)s; until then the voucher does not expire."
    )
    page = StepPage(
        name="return_redemption",
        form=bound(ReasonForm, request),
        take=lambda data: services.return_redemption(project, actor=request.actor, note=data["note"]),
        intro=_("The request goes back to the payee; say what is wrong and what to do."),
        consequence=consequence % {"day": date_format(kept_until, "DATE_FORMAT")} if kept_until else "",
        rows=redemption_rows(project, asked),
    )
    return step_page(request, project, page)


def redeem(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    asked = live_redemption(project)
    page = StepPage(
        name="redeem",
        form=bound(RemarkForm, request),
        take=lambda data: services.redeem(project, actor=request.actor, note=data["note"]),
        dry_run=lambda: dry_run_decision(project, actor=request.actor),
        intro=_("The voucher is redeemed over the requested amount."),
        consequence=_("What the voucher does not pay is available to others; finance is told to pay."),
        rows=redemption_rows(project, asked),
        template="funds/redemption_decide.html",
        context=decision_context(project, asked),
    )
    return step_page(request, project, page)


def undo_redeem(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    form = bound(ReasonForm, request)
    reason = form.data.get("note", "") if form.is_bound else "…"
    page = StepPage(
        name="undo_redeem",
        form=form,
        take=lambda data: services.undo_redeem(project, actor=request.actor, note=data["note"]),
        dry_run=lambda: counter_findings(project, "redeem", actor=request.actor, reason=reason),
        intro=_("The redemption was an error: it is undone, and both steps stay in the timeline."),
        consequence=_("The whole face amount is committed again, if the call still has the rest."),
        rows=budget_rows(project),
    )
    return step_page(request, project, page)


def pay(request: HttpRequest, reference: str) -> HttpResponse:
    project: Project = get_project(request, reference)
    redemption = live_redemption(project)
    page = StepPage(
        name="pay",
        form=bound(PayForm, request),
        take=lambda data: services.pay(project, actor=request.actor, **data),
        dry_run=lambda: paying.dry_run(project, actor=request.actor),
        intro=_("The bank has carried out the transfer: record its receipt."),
        consequence=_("Payee and applicant are told; the project is complete."),
        rows=redemption_rows(project, redemption, full_account=True),
        template="funds/payment_record.html",
        context={"amount": redemption.amount},
    )
    return step_page(request, project, page)
