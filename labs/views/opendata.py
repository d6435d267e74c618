"""The catalogue as open data, and what search engines ask for: everything streamed, and kept by any cache."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from accounts.formulas import inert
from labs.models import Laboratory, ServiceItem
from labs.search.find import find
from labs.search.selection import Selection
from labs.search.stamp import stamp
from labs.views.catalogue import LONGEST_QUESTION, chosen_sort
from workflow.money import plain_yuan
from workflow.tables import CSV

LICENCE, LICENCE_URL = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"
CHUNK = 500
MOST_IN_SITEMAP = 50_000
COLUMNS: list[tuple[str, Callable[[Laboratory], Any]]] = [
    ("reference", lambda lab: lab.reference),
    ("name", lambda lab: lab.organisation.name),
    ("kind", lambda lab: lab.kind),
    ("level", lambda lab: lab.level),
    ("field", lambda lab: lab.field),
    ("district", lambda lab: lab.district),
    ("host", lambda lab: lab.host_organisation),
    ("industrial_design", lambda lab: lab.offers_industrial_design),
    ("cma", lambda lab: lab.has_cma),
    ("cnas", lambda lab: lab.has_cnas),
    ("listed_from", lambda lab: _day(lab.listed_from)),
    ("listed_to", lambda lab: _day(lab.listed_to)),
    ("introduction", lambda lab: lab.introduction),
    ("contact", lambda lab: lab.contact),
    ("working_hours", lambda lab: lab.working_hours),
    ("url", lambda lab: settings.PORTAL_ORIGIN + lab.get_absolute_url()),
]


def data_mark(request: HttpRequest, *_args) -> str:
    """What a copy of the data depends on: the catalogue and the address."""
    return f'"{stamp(request.get_full_path())}"'


def kept_by_everybody(view):
    """Any cache keeps the answer for five minutes and then asks whether it still holds; no cookie, no visitor in it."""
    return login_not_required(
        require_safe(cache_control(public=True, max_age=300)(condition(data_mark)(view)))
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def chosen(request: HttpRequest) -> Iterator[Laboratory]:
    """The laboratories that the same address shows in the catalogue, in its order, a few hundred in memory at a time."""
    text = request.GET.get("q", "")[:LONGEST_QUESTION]
    found = find(text, timezone.localdate())
    rows = Selection.of(request.GET.getlist).keep(found.rows)
    order = [row.laboratory for row in found.sorted_by(chosen_sort(request.GET.get("sort", ""), text), rows)]
    services = Prefetch("services", ServiceItem.objects.by_name())
    for start in range(0, len(order), CHUNK):
        wanted = order[start : start + CHUNK]
        some = Laboratory.objects.filter(pk__in=wanted).select_related("organisation").defer("search_text")
        known = {row.pk: row for row in some.prefetch_related(services, "instruments")}
        yield from (known[pk] for pk in wanted if pk in known)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(laboratories: Iterable[Laboratory]) -> Iterator[str]:
    """A line with the licence, a head, a line per laboratory; nothing in it is computed by a spreadsheet program."""
    write = csv.writer(_Echo()).writerow
    yield "\ufeff" + write([f"# 许可 / Licence: {LICENCE}, {LICENCE_URL}"])
    yield write([name for name, _read in COLUMNS] + ["services", "instruments"])
    for lab in laboratories:
        cells = [read(lab) for _name, read in COLUMNS]
        services = "; ".join(f"{item.name} [{item.activity_type}]" for item in lab.services.all())
        instruments = "; ".join(f"{row.name} {row.model}".strip() for row in lab.instruments.all())
        yield write([inert(cell) for cell in (*cells, services, instruments)])


def json_parts(laboratories: Iterable[Laboratory]) -> Iterator[str]:
    """One document with the licence and the laboratories, each with its services and instruments."""
    yield f'{{"licence": {json.dumps(LICENCE)}, "licence_url": {json.dumps(LICENCE_URL)}, '
    yield f'"date": "{timezone.localdate().isoformat()}", "laboratories": ['
    for number, lab in enumerate(laboratories):
        yield (",\n" if number else "\n") + json.dumps(_document(lab), ensure_ascii=False)
    yield "\n]}\n"


def _document(lab: Laboratory) -> dict[str, Any]:
    services = [
        {
            "name": item.name,
            "activity_type": item.activity_type,
            "method": item.method,
            "unit_price": None
            if item.unit_price_fen is None
            else plain_yuan(item.unit_price_fen).replace(",", ""),
            "unit": item.unit,
            "lead_time_days": item.lead_time_days,
        }
        for item in lab.services.all()
    ]
    instruments = [
        {"name": row.name, "model": row.model, "maker": row.maker} for row in lab.instruments.all()
    ]
    return {name: read(lab) for name, read in COLUMNS} | {"services": services, "instruments": instruments}


def _download(parts: Iterator[str], content_type: str, name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(parts, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Link"] = f'<{LICENCE_URL}>; rel="license"'
    return answer


@kept_by_everybody
def data_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The catalogue, or what the address narrows it to, as a table."""
    return _download(csv_lines(chosen(request)), CSV, "laboratories.csv")


@kept_by_everybody
def data_json(request: HttpRequest) -> StreamingHttpResponse:
    """The same with services and instruments, for programs."""
    return _download(json_parts(chosen(request)), "application/json", "laboratories.json")


@kept_by_everybody
def sitemap(request: HttpRequest) -> StreamingHttpResponse:
    """The pages that search engines may read: the public ones and every listed laboratory with its last change."""
    return StreamingHttpResponse(_addresses(), content_type="application/xml")


def _addresses() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for name in ("home", "labs:catalogue", "policy_pages", "public_notices", "help"):
        yield f"<url><loc>{escape(settings.PORTAL_ORIGIN + reverse(name))}</loc></url>\n"
    listed = Laboratory.objects.listed(timezone.localdate()).order_by("pk")
    rows = listed.values_list("reference", "card__refreshed_at")[:MOST_IN_SITEMAP]
    for reference, changed in rows.iterator(chunk_size=CHUNK * 4):
        address = settings.PORTAL_ORIGIN + reverse("labs:laboratory", args=[reference])
        day = f"<lastmod>{timezone.localdate(changed).isoformat()}</lastmod>" if changed else ""
        yield f"<url><loc>{escape(address)}</loc>{day}</url>\n"
    yield "</urlset>\n"


@login_not_required
@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    """Robots read the public pages; searches, the interface and everything behind the sign-in are not for them."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('labs:catalogue')}?",
        *(
            f"Disallow: /{name}/"
            for name in ("account", "admin", "api", "dashboard", "documents", "me", "messages")
        ),
        f"Sitemap: {settings.PORTAL_ORIGIN}{reverse('labs:sitemap')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
