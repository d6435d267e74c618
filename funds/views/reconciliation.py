"""The money of all calls at one glance, and the entries behind every figure."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import exports
from funds import perms, reconciliation
from funds.enums import KEPT, Account
from funds.models import Entry
from workflow.errors import NotPermitted
from workflow.paging import bounded_count, keyset_page
from workflow.tables import CSV, write_csv


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Pool = available + reserved + committed + redeemed, per call, institution and laboratory."""
    if not perms.can_see_budgets(request.actor):
        raise NotPermitted("reconciliation")
    entries = Entry.objects.visible_to(request.actor)
    calls = reconciliation.lines_by("call", entries)
    totals = reconciliation.totals(calls)
    context: dict[str, Any] = {
        "totals": [{"label": Account(account).label, "fen": totals[account]} for account in KEPT],
        "pool": sum(totals.values()),
        "agrees": reconciliation.agrees(request.actor),
        "calls": calls,
        "institutions": reconciliation.lines_by("institution", entries),
        "laboratories": reconciliation.lines_by("laboratory", entries),
    }
    return render(request, "funds/reconciliation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def entries(request: HttpRequest) -> HttpResponse:
    """The entries behind one figure, newest first; posted to, the same as a file."""
    if not perms.can_see_budgets(request.actor):
        raise NotPermitted("entries")
    found = reconciliation.chosen(Entry.objects.visible_to(request.actor), request.GET)
    found = found.select_related("project", "by", "budget__call")
    if request.method == "POST":
        return as_file(found, request)
    context = {
        "page": keyset_page(found, request),
        "count": bounded_count(found),
        "standing": found.standing(),
        "account": Account(request.GET["account"]) if request.GET.get("account") in Account.values else None,
        "export_url": request.get_full_path(),
    }
    return render(request, "funds/entry_list.html", context)


def as_file(found, request: HttpRequest) -> HttpResponse:
    """The entries as CSV, oldest first; who took them is recorded."""
    response = HttpResponse(content_type=CSV)
    response.headers["Content-Disposition"] = 'attachment; filename="ledger.csv"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    count = write_csv(_lines(found), response) - 1  # type: ignore[arg-type]
    exports.record(request.actor, form="csv", query=request.get_full_path(), columns=[], rows=count)
    return response


def _lines(found):
    yield [
        _("When"),
        _("Call"),
        _("Project"),
        _("What happened"),
        _("From"),
        _("To"),
        _("Amount (元)"),
        _("By"),
        _("Remark"),
    ]
    for entry in found.order_by("pk").iterator(chunk_size=2000):
        yield [
            f"{entry.at:%Y-%m-%d %H:%M}",
            entry.budget.call.code,
            entry.project.reference if entry.project else "",
            str(entry.get_kind_display()),
            str(entry.get_source_display()),
            str(entry.get_target_display()),
            f"{entry.amount // 100}.{entry.amount % 100:02d}",
            str(entry.by),
            entry.note,
        ]
