"""The money of the calls: balances, ledger, changes, and what finance has to pay."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from funds import perms, services
from funds.forms import ChangeBudgetForm, CloseYearForm, OpenBudgetForm
from funds.models import Budget, Entry, PaymentBatch, Redemption
from funds.presentation import meter
from workflow.errors import NotPermitted, Unfit
from workflow.pages import add_errors, bound
from workflow.paging import keyset_page

BUDGETS_PER_PAGE = 10


def _require(allowed: bool, name: str) -> None:
    if not allowed:
        raise NotPermitted(name)


@require_safe
def budgets(request: HttpRequest) -> HttpResponse:
    """Every call with its balances, the newest first."""
    _require(perms.can_see_budgets(request.actor), "budgets")
    page = keyset_page(
        Budget.objects.visible_to(request.actor).select_related("call"), request, size=BUDGETS_PER_PAGE
    )
    context = {
        "page": page,
        "rows": [{"budget": budget, "meter": meter(budget)} for budget in page],
        "may_change": perms.can_change_budget(None, request.actor),
    }
    return render(request, "funds/budget_list.html", context)


@require_safe
def budget(request: HttpRequest, code: str) -> HttpResponse:
    """One call's balances with the entries that explain them, newest first."""
    _require(perms.can_see_budgets(request.actor), "budget")
    found = get_object_or_404(Budget.objects.select_related("call"), call__code=code)
    context = {
        "budget": found,
        "meter": meter(found),
        "page": keyset_page(Entry.objects.of_budget(found), request),
        "may_change": perms.can_change_budget(found, request.actor),
    }
    return render(request, "funds/budget_detail.html", context)


@require_http_methods(["GET", "POST"])
def open_budget(request: HttpRequest) -> HttpResponse:
    """Money for a call that has none yet."""
    _require(perms.can_change_budget(None, request.actor), "open_budget")
    form = bound(OpenBudgetForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            opened = services.open_budget(actor=request.actor, **form.cleaned_data)
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("The call “%(call)s” has its budget.") % {"call": opened.call})
            return redirect("funds:budget", opened.call.code)
    return render(request, "funds/budget_open.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def change_budget(request: HttpRequest, code: str) -> HttpResponse:
    """Tops a budget up or cuts what is available."""
    found = get_object_or_404(Budget.objects.select_related("call"), call__code=code)
    _require(perms.can_change_budget(found, request.actor), "change_budget")
    form = bound(ChangeBudgetForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_budget(
                found, change=form.change, actor=request.actor, note=form.cleaned_data["note"]
            )
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("The budget of “%(call)s” is changed.") % {"call": found.call})
            return redirect("funds:budget", code)
    context = {"form": form, "budget": found, "meter": meter(found)}
    return render(request, "funds/budget_change.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def close_year(request: HttpRequest, code: str) -> HttpResponse:
    """Closes the books of a call: what is available leaves the budget."""
    found = get_object_or_404(Budget.objects.select_related("call"), call__code=code)
    _require(perms.can_change_budget(found, request.actor), "close_year")
    form = bound(CloseYearForm, request)
    if request.method == "POST" and form.is_valid():
        services.close_year(found, actor=request.actor, note=form.cleaned_data["note"])
        messages.success(request, _("The books of “%(call)s” are closed.") % {"call": found.call})
        return redirect("funds:budget", code)
    context = {"form": form, "budget": found, "meter": meter(found), "submit_label": _("Close the books")}
    return render(request, "funds/budget_close.html", context, status=422 if form.errors else 200)


@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """Redeemed and not yet paid, newest first, with the payee's account; whole account numbers for finance only."""
    _require(perms.can_see_budgets(request.actor), "payments")
    context = {
        "page": keyset_page(Redemption.objects.awaiting_payment().with_run(), request),
        "may_pay": request.actor.role == Role.FINANCE,
    }
    return render(request, "funds/payment_list.html", context)


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """Every batch of payments, newest first, with its figures and its list as a paper."""
    _require(perms.can_see_budgets(request.actor), "batches")
    page = keyset_page(PaymentBatch.objects.visible_to(request.actor).with_figures(), request)
    return render(request, "funds/batch_list.html", {"page": page})
