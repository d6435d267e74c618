"""The queue: one list for every role, filtered, sorted, counted, and taken away as a file."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Role
from applications import perms as applications_perms
from desk import perms
from desk.bulk_menu import menu
from desk.chips import chips
from desk.columns import Column, columns_for
from desk.counting import words
from desk.enums import FileFormat
from desk.listing import Listing, options
from desk.models import SavedView
from desk.order import Order, address
from desk.selection import without_presentation
from desk.services import exports, views
from desk.tabs import tabs_of
from workflow.errors import Unfit
from workflow.tables import CSV, XLSX

# Filters with several values, each in a fold of its own.
WIDE = ("state", "activity", "call", "institution", "district")
TYPES = {FileFormat.XLSX: XLSX, FileFormat.CSV: CSV}


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The files the actor may see, by the actor's relation to them; without an address, as the person likes it first."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    habits = views.habits_of(actor)
    if not request.GET and habits.default_view and habits.default_view.query:
        return redirect(habits.default_view.get_absolute_url())
    listing = Listing(actor, request.GET, habits.columns)
    saved = list(SavedView.objects.visible_to(actor).for_list())
    choices = options()
    counts, view_counts = listing.counts(saved)
    page = listing.page()
    context = {
        "listing": listing,
        "page": page,
        "tabs": _tabs(listing, counts),
        "count": words(counts[listing.tab]),
        "headings": [_heading(listing, column) for column in listing.columns],
        "rows": [_row(listing, project) for project in page],
        "chips": chips(listing.form, listing.data, choices),
        "saved": [_saved(view, view_counts, listing) for view in saved],
        "all_columns": columns_for(actor),
        "habits": habits,
        "formats": FileFormat.choices,
        "query": listing.data.urlencode(),
        "claims": perms.can_claim(actor),
        "bulk_actions": menu(actor, listing.tab),
        "bulk_url": reverse("desk:batches"),
        "may_start": applications_perms.can_start(actor),
        "heading": _("My projects") if actor.role == Role.APPLICANT else _("Projects"),
        "elsewhere": words(counts["others"]) if listing.tab == "take" and counts.get("others") else "",
        **_filter(listing, choices),
    }
    return render(request, "desk/queue.html", context)


@require_POST
def export(request: HttpRequest) -> FileResponse:
    """The list of `query` as a file, recorded with the number of its rows."""
    form = request.POST.get("format", "")
    if form not in FileFormat.values:
        raise Unfit(_("Choose a form of the file."))
    actor: Any = request.actor  # type: ignore[attr-defined]
    data = QueryDict(request.POST.get("query", "")[:4000])
    listing = Listing(actor, data, views.habits_of(actor).columns)
    file, _record = exports.export(listing, form=FileFormat(form))
    name = f"{listing.tab}-{timezone.localdate():%Y%m%d}.{form}"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[FileFormat(form)])
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def habits(request: HttpRequest) -> HttpResponse:
    """Keeps the columns or the keyboard choice of this person and goes back to the list."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    if not actor.organisation_id:
        raise Unfit(_("Your account has no role for which a list could be kept."))
    if "shortcuts" in request.POST:
        views.keep_habits(actor=actor, shortcuts=request.POST["shortcuts"] == "on")
    else:
        known = {column.key for column in columns_for(actor)}
        chosen = [name for name in request.POST.getlist("col") if name in known]
        views.keep_habits(actor=actor, columns=chosen)
        messages.success(request, _("Your columns are kept."))
    return redirect(back_to_list(request.POST.get("query", ""), without=("col",)))


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """All keyboard shortcuts in words, and the switch that turns them off."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    context = {"habits": views.habits_of(actor), "claims": perms.can_claim(actor)}
    return render(request, "desk/keys.html", context)


def back_to_list(query: str, without: tuple[str, ...] = ()) -> str:
    """The list of a query; whatever was typed there stays behind the question mark of our own page."""
    data = QueryDict(query[:4000], mutable=True)
    for name in without:
        data.pop(name, None)
    tail = data.urlencode()
    return f"{reverse('desk:queue')}?{tail}" if tail else reverse("desk:queue")


def _tabs(listing: Listing, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "name": tab.name,
            "label": tab.label,
            "about": tab.about,
            "count": words(counts[tab.name]),
            "url": address(listing.data, "sort", tab=tab.name),
            "active": tab.name == listing.tab,
        }
        for tab in tabs_of(listing.actor)
    ]


def _heading(listing: Listing, column: Column) -> dict[str, Any]:
    order = listing.order
    if not column.sort:
        return {"label": column.label, "number": column.kind in {"money", "number"}}
    active = order.name == column.sort
    wanted = order.reversed() if active else Order(column.sort, descending=column.sort != "applicant")
    return {
        "label": column.label,
        "number": column.kind in {"money", "number"},
        "url": address(listing.data, sort=wanted),
        "direction": ("descending" if order.descending else "ascending") if active else "",
    }


def _row(listing: Listing, project: Any) -> dict[str, Any]:
    cells = [
        {"label": column.label, "kind": column.kind, "value": column.value(project, listing.actor)}
        for column in listing.columns
    ]
    return {
        "project": project,
        "cells": cells,
        "mine": getattr(project, "holder_id", None) == listing.actor.user.pk,
        "held": bool(getattr(project, "holder_id", None)),
    }


def _saved(view: SavedView, counts: dict[int, int], listing: Listing) -> dict[str, Any]:
    count = counts.get(view.pk)
    return {
        "view": view,
        "count": None if count is None else words(count),
        "active": view.query == views.clean_query(listing.data.urlencode()),
    }


def _filter(listing: Listing, choices: dict[str, list[tuple[str, str]]]) -> dict[str, Any]:
    """The fields of the filter in two groups, with what must travel along with them."""
    form = listing.form
    for name in ("call", "institution"):
        if name in form.fields:
            form.fields[name].widget.choices = choices[name]
    chosen = form.chosen()
    wide = [form[name] for name in WIDE if name in form.fields]
    rest = [form[name] for name in form.fields if name != "q" and name not in WIDE]
    kept = [(name, value) for name in ("tab", "sort", "col") for value in listing.data.getlist(name)]
    return {
        "form": form,
        "ignored": form.ignored,
        "wide": [{"field": field, "chosen": len(chosen.get(field.name, []))} for field in wide],
        "rest": rest,
        "rest_chosen": sum(field.name in chosen for field in rest),
        "kept": kept,
        "reset_url": f"{reverse('desk:queue')}?{urlencode({'tab': listing.tab})}",
        "selection_query": without_presentation(listing.data.urlencode()),
    }
