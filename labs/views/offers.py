"""Instruments and services of a laboratory: the list, one more, a change of one, one less."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from institutions.views.roster import saved
from labs import services
from labs.forms import InstrumentForm, ServiceItemForm
from labs.presentation import activity_label
from labs.views.laboratory import kept_laboratory, require_open


def chosen_row(request: HttpRequest, rows) -> Any:
    """The row that `?row=` or the remove button names, within this laboratory."""
    wanted = request.POST.get("remove") or request.GET.get("row")
    if not wanted:
        return None
    row = next((found for found in rows if str(found.pk) == wanted), None)
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "POST"])
def instruments(request: HttpRequest, reference: str) -> HttpResponse:
    """The instruments a laboratory opens to others."""
    lab = kept_laboratory(request, reference)
    require_open(lab, request)
    rows = list(lab.instruments.by_name())
    row = chosen_row(request, rows)
    if "remove" in request.POST:
        services.remove_instrument(row, actor=request.actor)
        messages.success(request, _("“%(name)s” is off the list.") % {"name": row.name})
        return redirect("labs:instruments", reference)
    form = InstrumentForm(request.POST or None, request.FILES or None, instance=row)
    if request.method == "POST" and saved(
        form, lambda data: services.save_instrument(lab, actor=request.actor, row=row, **data)
    ):
        messages.success(request, _("“%(name)s” is on the list.") % {"name": form.cleaned_data["name"]})
        return redirect("labs:instruments", reference)
    context = {"laboratory": lab, "form": form, "row": row, "rows": rows}
    return render(request, "labs/instrument_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def service_items(request: HttpRequest, reference: str) -> HttpResponse:
    """The services of a laboratory with method, price and lead time."""
    lab = kept_laboratory(request, reference)
    require_open(lab, request)
    rows = list(lab.services.by_name())
    for item in rows:
        item.activity = activity_label(item.activity_type)
    row = chosen_row(request, rows)
    if "remove" in request.POST:
        services.remove_service_item(row, actor=request.actor)
        messages.success(request, _("“%(name)s” is off the list.") % {"name": row.name})
        return redirect("labs:services", reference)
    form = ServiceItemForm(request.POST or None, instance=row)
    if request.method == "POST" and saved(
        form, lambda data: services.save_service_item(lab, actor=request.actor, row=row, **data)
    ):
        messages.success(request, _("“%(name)s” is on the list.") % {"name": form.cleaned_data["name"]})
        return redirect("labs:services", reference)
    context = {"laboratory": lab, "form": form, "row": row, "rows": rows}
    return render(request, "labs/service_list.html", context, status=422 if form.errors else 200)
