"""Up to three laboratories side by side; which ones stands in the address."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from labs.models import Laboratory
from labs.presentation import MARKS, activity_label
from labs.views.catalogue import MOST_COMPARED, compared_rows, kept_by_visitors
from workflow.money import format_yuan

MOST_LINES = 12


@login_not_required
@require_safe
@kept_by_visitors
def compare(request: HttpRequest) -> HttpResponse:
    """What a company weighs: services with price and lead time, instruments, accreditation, place, how to reach them."""
    rows = compared_rows(request)
    if rows:
        prefetch_related_objects(rows, "services", "instruments", "card")
    context = {"laboratories": rows, "lines": lines(rows), "most": MOST_COMPARED}
    return render(request, "labs/catalogue_compare.html", context)


def lines(rows: list[Laboratory]) -> list[dict[str, Any]]:
    """The lines of the table: what is compared, and a cell for each laboratory."""
    asked = [
        (_("Kind"), lambda lab: [lab.get_kind_display()]),
        (_("Level"), lambda lab: [lab.get_level_display()]),
        (_("Field"), lambda lab: [lab.get_field_display()]),
        (_("District"), lambda lab: [lab.get_district_display()]),
        (_("Host"), lambda lab: [lab.host_organisation]),
        (_("Capabilities"), lambda lab: [str(words) for name, words in MARKS if getattr(lab, name)]),
        (_("Takes vouchers for"), activities),
        (_("Unit price from"), lambda lab: [price_words(lab.card.lowest_price_fen)]),
        (_("Shortest lead time"), lambda lab: [days_words(lab.card.shortest_days)]),
        (_("Services"), lambda lab: shortened([service_words(item) for item in lab.services.all()])),
        (
            _("Instruments"),
            lambda lab: shortened([f"{row.name} {row.model}".strip() for row in lab.instruments.all()]),
        ),
        (_("Working hours"), lambda lab: [lab.working_hours]),
        (_("Contact"), lambda lab: [lab.contact]),
        (_("Listed until"), lambda lab: [str(lab.listed_to or "")]),
    ]
    return [
        {"label": label, "cells": [[words for words in read(row) if words] for row in rows]}
        for label, read in asked
    ]


def activities(laboratory: Laboratory) -> list[str]:
    """The activities that its services belong to."""
    return [str(activity_label(code)) for code in laboratory.card.activities.split()]


def price_words(fen: int | None) -> str:
    """A price, or that it has to be asked for."""
    return _("on request") if fen is None else format_yuan(fen)


def days_words(days: int | None) -> str:
    """A time, or that it has to be agreed."""
    return _("by agreement") if days is None else _("%(days)s working days") % {"days": days}


def service_words(item) -> str:
    """A service with its price."""
    return f"{item.name} ({price_words(item.unit_price_fen)}{f' / {item.unit}' if item.unit else ''})"


def shortened(words: list[str]) -> list[str]:
    """The first of many."""
    rest = len(words) - MOST_LINES
    return [*words[:MOST_LINES], _("and %(count)s more") % {"count": rest}] if rest > 0 else words
