"""Finance's runs of transfers: drawing up, locking, approval by another, the bank's file and its results."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.spreadsheets import TableRefused
from funds import bank, perms, services
from funds.enums import RunState, TransferResult
from funds.forms import RemarkForm, ResultsForm
from funds.models import PaymentRun, Redemption
from funds.services.runs import Answer, waiting_items
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.models import Event
from workflow.pages import ReasonForm, StepPage, bound, step_page, visible_or_404
from workflow.paging import keyset_page
from workflow.presentation import timeline_rows
from workflow.tables import CSV, XLSX

SALT = "funds.results"
LONGEST_KEY = 19
TYPES = {"csv": CSV, "xlsx": XLSX}


def get_run(request: HttpRequest, reference: str) -> PaymentRun:
    return visible_or_404(PaymentRun.objects.select_related("drawn_up_by", "approved_by"), request, reference)


@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """Every run, newest first, with its figures."""
    if not perms.can_see_budgets(request.actor):
        raise NotPermitted("runs")
    page = keyset_page(PaymentRun.objects.visible_to(request.actor).with_figures(), request)
    return render(request, "funds/run_list.html", {"page": page})


@require_POST
def draw_up(request: HttpRequest) -> HttpResponse:
    """A run over the payments that were ticked."""
    ticked = request.POST.getlist("redemption")
    numbers = {int(text) for text in ticked if text.isascii() and text.isdigit() and len(text) < LONGEST_KEY}
    try:
        run = services.draw_up(numbers, actor=request.actor)
    except Unfit as refusal:
        messages.error(request, refusal.message)
        return redirect("funds:payments")
    messages.success(request, _("The run %(name)s is drawn up.") % {"name": run.reference})
    return redirect(run)


@require_safe
def run(request: HttpRequest, reference: str) -> HttpResponse:
    """One run: its transfers with their results, what the rules say, and what can be done."""
    found = get_run(request, reference)
    items = list(
        found.items.order_by("position").select_related(
            "redemption__voucher__project", "redemption__payee", "redemption__decided_by"
        )
    )
    waiting = [item for item in items if item.result == TransferResult.WAITING]
    actor = request.actor
    events = Event.objects.of(found).select_related("actor", "on_behalf_of")
    context: dict[str, Any] = {
        "run": found,
        "items": items,
        "total": sum(item.amount for item in items),
        "confirmed": services.confirmed_accounts(found),
        "steps": found.available_steps(actor),
        "findings": services.run_findings(found, items=waiting) if found.state == RunState.LOCKED else None,
        "may_draw_up": perms.can_draw_up(found, actor),
        "is_open": found.state == RunState.DRAWN_UP,
        "is_with_bank": found.state in {RunState.APPROVED, RunState.SETTLED},
        "timeline": timeline_rows(found, events),
    }
    return render(request, "funds/run_detail.html", context)


@require_POST
def take_out(request: HttpRequest, reference: str) -> HttpResponse:
    """Takes one transfer out of a run that is being drawn up."""
    found, position = get_run(request, reference), request.POST.get("position", "")
    if position.isascii() and position.isdigit() and len(position) < LONGEST_KEY:
        services.take_out(found, int(position), actor=request.actor)
        messages.success(request, _("The transfer is taken out; its payment waits again."))
    return redirect(found)


@require_POST
def confirm_account(request: HttpRequest, number: int) -> HttpResponse:
    """A second person confirms the payee's account."""
    asked = Redemption.objects.visible_to(request.actor).filter(pk=number).select_related("payee").first()
    if asked is None:
        raise Http404
    services.confirm_account(asked, actor=request.actor)
    messages.success(request, _("The account of %(name)s is confirmed.") % {"name": asked.payee})
    run = (
        PaymentRun.objects.visible_to(request.actor)
        .filter(reference=request.POST.get("run", "")[:20])
        .first()
    )
    return redirect(run or "funds:payments")


def lock_run(request: HttpRequest, reference: str) -> HttpResponse:
    found = get_run(request, reference)
    page = StepPage(
        name="lock_run",
        form=bound(RemarkForm, request),
        take=lambda data: services.lock_run(found, actor=request.actor, note=data["note"]),
        intro=_("Number and total are fixed; another person approves the run."),
        consequence=_("Finance and the approvers are told."),
        rows=figures(found),
    )
    return step_page(request, found, page)


def unlock_run(request: HttpRequest, reference: str) -> HttpResponse:
    found = get_run(request, reference)
    page = StepPage(
        name="unlock_run",
        form=bound(RemarkForm, request),
        take=lambda data: services.unlock_run(found, actor=request.actor, note=data["note"]),
        intro=_("The run is opened again, to take transfers out."),
        rows=figures(found),
    )
    return step_page(request, found, page)


def approve_run(request: HttpRequest, reference: str) -> HttpResponse:
    found = get_run(request, reference)
    items = list(waiting_items(found))
    page = StepPage(
        name="approve_run",
        form=bound(RemarkForm, request),
        take=lambda data: services.approve_run(found, actor=request.actor, note=data["note"]),
        dry_run=lambda: services.run_findings(found, actor=request.actor, items=items),
        intro=_("You answer for every transfer of the run. Compare number and total with your papers."),
        consequence=_("The file for the bank can be fetched; nothing can be changed any more."),
        rows=figures(found, len(items), sum(item.amount for item in items)),
    )
    return step_page(request, found, page)


def settle_run(request: HttpRequest, reference: str) -> HttpResponse:
    found = get_run(request, reference)
    page = StepPage(
        name="settle_run",
        form=bound(RemarkForm, request),
        take=lambda data: services.settle_run(found, actor=request.actor, note=data["note"]),
        intro=_("Every transfer has its result; those that failed wait for another run."),
        rows=figures(found),
    )
    return step_page(request, found, page)


def cancel_run(request: HttpRequest, reference: str) -> HttpResponse:
    found = get_run(request, reference)
    page = StepPage(
        name="cancel_run",
        form=bound(ReasonForm, request),
        take=lambda data: services.cancel_run(found, actor=request.actor, note=data["note"]),
        intro=_("Nothing is transferred; the payments wait for another run."),
        rows=figures(found),
    )
    return step_page(request, found, page)


def figures(found: PaymentRun, count: int | None = None, total: int | None = None) -> list[dict[str, Any]]:
    """Number and total of what the run would transfer."""
    if count is None or total is None:
        waiting = found.items.filter(result=TransferResult.WAITING)
        sums = waiting.aggregate(count=Count("pk"), total=Sum("amount", default=0))
        count, total = sums["count"], sums["total"]
    return [
        {"label": _("Transfers"), "value": count},
        {"label": _("Total"), "value": "", "fen": total},
        {"label": _("Drawn up by"), "value": found.drawn_up_by},
    ]


@require_safe
def bank_file(request: HttpRequest, reference: str, form: str) -> HttpResponse:
    """The file for the bank, with control totals; for finance, once the run is approved."""
    found = get_run(request, reference)
    if not perms.can_draw_up(found, request.actor):
        raise NotPermitted("bank_file")
    if found.state not in {RunState.APPROVED, RunState.SETTLED}:
        raise WrongState(_("The file for the bank exists once the run is approved."))
    items = found.items.exclude(result=TransferResult.TAKEN_OUT).order_by("position")
    wanted = items.select_related("redemption__voucher__project")
    content, digest = bank.bank_file(found, wanted, form)
    headers = {
        "Content-Disposition": f'attachment; filename="{found.reference}.{form}"',
        "X-Content-Type-Options": "nosniff",
        "X-Content-SHA256": digest,
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=TYPES[form], headers=headers)


@require_http_methods(["GET", "POST"])
def results(request: HttpRequest, reference: str) -> HttpResponse:
    """The bank's file is read and shown first; nothing is recorded before that is confirmed."""
    found = get_run(request, reference)
    if not perms.can_draw_up(found, request.actor):
        raise NotPermitted("results")
    if found.state != RunState.APPROVED:
        state = found.get_state_display()
        raise WrongState(_("The bank does not have this run: %(state)s.") % {"state": state})
    if request.method == "POST" and "answers" in request.POST:
        return _record(request, found)
    form = bound(ResultsForm, request)
    context: dict[str, Any] = {"run": found, "form": form, "submit_label": _("Read the file")}
    if request.method == "POST" and form.is_valid():
        try:
            answers, problems = bank.read_results(
                form.cleaned_data["upload"].read(), form.cleaned_data["upload"].name
            )
        except TableRefused as refusal:
            form.add_error("upload", str(refusal))
        else:
            context |= preview(found, answers, problems, request.actor.user.pk)
    return render(request, "funds/run_results.html", context, status=422 if form.errors else 200)


def preview(found: PaymentRun, answers: list[Answer], problems: list[str], person: int) -> dict[str, Any]:
    """What would be recorded, beside the run's own figures, and the answers themselves, sealed for who saw them."""
    items = {item.position: item for item in found.items.select_related("redemption__payee")}
    packed = [
        [a.position, a.paid, a.amount, a.receipt_number, a.paid_on.isoformat() if a.paid_on else "", a.reason]
        for a in answers
    ]
    return {
        "rows": [{"answer": answer, "item": items.get(answer.position)} for answer in answers],
        "problems": problems,
        "paid_total": sum(items[a.position].amount for a in answers if a.paid and a.position in items),
        "sealed": signing.dumps([found.reference, person, packed], salt=SALT, compress=True),
    }


def _record(request: HttpRequest, found: PaymentRun) -> HttpResponse:
    try:
        *sealed_for, packed = signing.loads(request.POST["answers"], salt=SALT, max_age=3600)
    except signing.BadSignature:
        sealed_for, packed = [], []
    if sealed_for != [found.reference, request.actor.user.pk]:
        messages.error(
            request, _("Read the file again: what was shown is too old or belongs to another run.")
        )
        return redirect("funds:results", found.reference)
    answers = [
        Answer(position, paid, amount, receipt, bank.day_of(paid_on), reason)
        for position, paid, amount, receipt, paid_on, reason in packed
    ]
    refusals = services.record_answers(found, answers, actor=request.actor)
    if not refusals:
        messages.success(request, _("All results are recorded."))
        return redirect(found)
    context = {"run": found, "refusals": refusals, "recorded": len(answers) - len(refusals)}
    return render(request, "funds/run_refusals.html", context, status=422)
