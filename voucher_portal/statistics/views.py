"""The pages of the statistics and the files behind them."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from voucher_portal.statistics import office, public
from voucher_portal.statistics.export import FORMATS
from voucher_portal.statistics.tables import SMALL, Table
from workflow.errors import NotPermitted


@login_not_required
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """What the programme does, in numbers that name nobody."""
    return render(request, "statistics/public.html", {"tables": public.tables(), "smallest": SMALL})


@login_not_required
@require_safe
def statistics_export(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """One table of the public page as a file."""
    return _export(public.tables, name, form)


@require_safe
def office_statistics(request: HttpRequest) -> HttpResponse:
    """The office's and the auditors' numbers."""
    _check(request)
    return render(request, "statistics/office.html", {"tables": office.tables()})


@require_safe
def office_statistics_export(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """One table of the office's page as a file."""
    _check(request)
    return _export(office.tables, name, form)


def _check(request: HttpRequest) -> None:
    if not request.actor.sees_everything:  # type: ignore[attr-defined]
        raise NotPermitted("statistics")


def _export(read: Callable[[], list[Table]], name: str, form: str) -> HttpResponse:
    write = FORMATS.get(form)
    table = next((table for table in read() if table.name == name), None) if write else None
    if write is None or table is None:
        raise Http404
    return write(table)
