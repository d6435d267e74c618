"""The pages of the statistics and the files behind them."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from voucher_portal.statistics import office, public
from voucher_portal.statistics.discretion import smallest
from voucher_portal.statistics.export import FORMATS
from voucher_portal.statistics.scope import PeriodForm, ScopeForm, call_rows
from voucher_portal.statistics.tables import Table
from workflow.errors import NotPermitted

Page = tuple[list[Table], dict[str, Any]]


@login_not_required
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """What the programme does, in numbers that name nobody."""
    return _answer(request, "statistics/public.html", _public(request), {"smallest": smallest()})


@login_not_required
@require_safe
def statistics_export(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """One table of the public page as a file."""
    return _export(_public(request), name, form)


@require_safe
def office_statistics(request: HttpRequest) -> HttpResponse:
    """The office's and the auditors' numbers."""
    return _answer(request, "statistics/office.html", _office(request), {})


@require_safe
def office_statistics_export(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """One table of the office's page as a file."""
    return _export(_office(request), name, form)


def _public(request: HttpRequest) -> Page:
    known, at = public.figures()
    form = ScopeForm(request.GET, call_rows(known["calls"]))
    scope = form.scope()
    return public.tables_of(known, scope) if scope else [], {"form": form, "counted_at": at}


def _office(request: HttpRequest) -> Page:
    if not request.actor.sees_everything:  # type: ignore[attr-defined]
        raise NotPermitted("statistics")
    form = PeriodForm(request.GET, call_rows())
    scope = form.scope()
    if scope is None:
        return [], {"form": form}
    known, at = office.figures(scope)
    return office.tables_of(known), {"form": form, "counted_at": at}


def _answer(request: HttpRequest, template: str, page: Page, more: dict[str, Any]) -> HttpResponse:
    tables, context = page
    chosen = request.GET.urlencode() if any(request.GET.values()) else ""
    return render(request, template, {"tables": tables, "query": chosen and f"?{chosen}", **context, **more})


def _export(page: Page, name: str, form: str) -> HttpResponse:
    write = FORMATS.get(form)
    table = next((table for table in page[0] if table.name == name), None) if write else None
    if write is None or table is None:
        raise Http404
    return write(table)
