"""The page of a laboratory for a company that has never heard of it, and what search engines read of it."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.enums import Role
from labs.enums import ActivityType, ListingState
from labs.forms import activity_choices
from labs.models import Laboratory
from labs.presentation import activity_label, public_rows
from labs.record import record_rows
from labs.views.catalogue import kept_by_visitors
from workflow.money import plain_yuan

SHOWN = 100
LONGEST_DESCRIPTION = 160
# A name in JSON that no page mistakes for its own mark-up.
ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


@kept_by_visitors
def public_page(request: HttpRequest, laboratory: Laboratory) -> HttpResponse:
    """What a laboratory does, for how much and how fast, for which activities it takes vouchers, and how to reach it."""
    services = list(laboratory.services.by_name()[:SHOWN])
    for item in services:
        item.activity = activity_label(item.activity_type)
    party = laboratory.organisation
    is_listed = laboratory.is_listed_on(timezone.localdate())
    url = settings.PORTAL_ORIGIN + laboratory.get_absolute_url()
    context = {
        "laboratory": laboratory,
        "instruments": laboratory.instruments.by_name()[:SHOWN],
        "services": services,
        "activities": voucher_activities(laboratory, {item.activity_type for item in services}),
        "rows": [
            row
            for row in public_rows(laboratory)
            if row["value"] not in {laboratory.contact, laboratory.working_hours}
        ],
        "record": record_rows(laboratory),
        "phone": party.contact_phone,
        "address": party.address,
        "is_listed": is_listed,
        "may_ask": is_listed and request.actor.role in {"", Role.APPLICANT},  # type: ignore[attr-defined]
        "canonical": url,
        "description": description(laboratory),
        "structured": structured(laboratory, services, url) if is_listed else "",
        "compare_url": f"{reverse('labs:catalogue')}?lab={laboratory.reference}",
    }
    return render(request, "labs/catalogue_laboratory.html", context)


def voucher_activities(laboratory: Laboratory, offered: set[str]) -> list[dict[str, Any]]:
    """For each activity of the edition in force (clause Q1), whether this laboratory offers it for a voucher."""
    rows = [{"label": label, "offers": code in offered} for code, label in activity_choices()]
    design = {"label": _("Industrial design"), "offers": laboratory.offers_industrial_design}
    return [*rows, design]


def description(laboratory: Laboratory) -> str:
    """One sentence for lists of search results."""
    words = " ".join(laboratory.introduction.split()) or laboratory.organisation.name
    return words[:LONGEST_DESCRIPTION]


def structured(laboratory: Laboratory, services: list, url: str) -> SafeString:
    """The laboratory as schema.org data: a block that browsers do not run and no policy of ours forbids."""
    party = laboratory.organisation
    data = {
        "@context": "https://schema.org",
        "@type": "ResearchOrganization",
        "name": party.name,
        "url": url,
        "identifier": laboratory.reference,
        "description": description(laboratory),
        "parentOrganization": {"@type": "Organization", "name": laboratory.host_organisation},
        "address": {"@type": "PostalAddress", "addressRegion": str(laboratory.get_district_display())}
        | ({"streetAddress": party.address} if party.address else {}),
        "makesOffer": [_offer(item) for item in services],
    }
    if not laboratory.host_organisation:
        del data["parentOrganization"]
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308 escaped above


def _offer(item) -> dict[str, Any]:
    offer: dict[str, Any] = {"@type": "Offer", "itemOffered": {"@type": "Service", "name": item.name}}
    if item.activity_type in ActivityType.values:
        offer["itemOffered"]["serviceType"] = item.activity_type
    if item.unit_price_fen is not None:
        offer |= {"price": plain_yuan(item.unit_price_fen).replace(",", ""), "priceCurrency": "CNY"}
    return offer


def gone(request: HttpRequest, reference: str) -> HttpResponse | None:
    """What a visitor reads where a laboratory stood: 410 when it was taken out, 404 while it is suspended."""
    left = Laboratory.objects.filter(
        reference=reference,
        state__in=[ListingState.SUSPENDED, ListingState.DELISTED],
        listed_from__isnull=False,
    ).first()
    if left is None:
        return None
    is_over = left.state == ListingState.DELISTED
    context = {"is_over": is_over, "name": left.organisation.name, "field": left.field}
    return render(request, "labs/catalogue_gone.html", context, status=410 if is_over else 404)
