"""The public directory of open laboratories: search in free words, facets, order, a choice to compare."""

import re
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from labs.models import Laboratory
from labs.search.find import Found, find
from labs.search.selection import FACETS, Row, Selection
from labs.search.showing import facet_rows, reason_rows
from labs.search.stamp import stamp

PAGE_SIZE = 24
MOST_COMPARED = 3
LONGEST_QUESTION = 400
REFERENCE = re.compile(r"[A-Z0-9-]{3,20}")
SORTS = [
    ("relevance", _("Best match")),
    ("name", _("Name")),
    ("price", _("Lowest price")),
    ("days", _("Shortest lead time")),
]


def page_mark(request: HttpRequest, *_args, **_kwargs) -> str | None:
    """What a visitor's copy of a page depends on; people who signed in get theirs fresh."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES or request.method not in {"GET", "HEAD"}:
        return None
    cookies = [f"{name}={request.COOKIES[name]}" for name in sorted(request.COOKIES)]
    return f'"{stamp(request.get_full_path(), *cookies, request.headers.get("HX-Request", ""))}"'


def kept_by_visitors(view):
    """Visitors' browsers keep the page and ask each time whether it still holds; no shared cache holds it.

    The page carries a mark against forgery, which is why it is one browser's own.
    """
    return cache_control(private=True, no_cache=True)(condition(etag_func=page_mark)(view))


@login_not_required
@require_safe
@kept_by_visitors
def catalogue(request: HttpRequest) -> HttpResponse:
    """The listed laboratories that a need, a name, an instrument or a standard finds (clause Q7)."""
    text = request.GET.get("q", "")[:LONGEST_QUESTION].replace("\x00", " ").strip()
    selection = Selection.of(request.GET.getlist)
    found = find(text, timezone.localdate())
    sort = chosen_sort(request.GET.get("sort", ""), text)
    rows = found.sorted_by(sort, selection.keep(found.rows))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    compared = compared_rows(request)
    context = {
        "text": text,
        "found": found,
        "facets": facet_rows(found, selection),
        "page": page,
        "cards": cards(request, found, list(page.object_list), compared),
        "sort": sort,
        "usual_sort": chosen_sort("", text),
        "sorts": [choice for choice in SORTS if text or choice[0] != "relevance"],
        "chips": chips(request, selection),
        "compared": compared,
        "compare_url": compare_url(compared),
        "previous_url": address(request, page=page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(request, page=page.next_page_number()) if page.has_next() else "",
        "canonical": settings.PORTAL_ORIGIN + reverse("labs:catalogue"),
        "query": request.GET.urlencode(),
    }
    return render(request, "labs/catalogue.html", context)


def chosen_sort(wanted: str, text: str) -> str:
    """The order that was asked for; best match with words, by name without."""
    if wanted in dict(SORTS) and (text or wanted != "relevance"):
        return wanted
    return "relevance" if text else "name"


def address(request: HttpRequest, *, drop: tuple[str, str] | None = None, **more: Any) -> str:
    """The present address without its page and one value, and with others."""
    query = request.GET.copy()
    query.pop("page", None)
    if drop:
        name, value = drop
        query.setlist(name, [kept for kept in query.getlist(name) if kept != value])
    for name, value in more.items():
        query[name] = str(value)
    return f"?{query.urlencode()}"


def chips(request: HttpRequest, selection: Selection) -> list[dict[str, Any]]:
    """The chosen values in words, each with the address without it."""
    return [
        {"label": label, "remove_url": address(request, drop=(facet.name, code))}
        for facet in FACETS
        for code, label in facet.options(selection.chosen.get(facet.name, ()))
    ]


def cards(
    request: HttpRequest, found: Found, rows: list[Row], compared: list[Laboratory]
) -> list[dict[str, Any]]:
    """The laboratories of a page in their order, each with why it was found and how to compare it."""
    chosen = {laboratory.reference for laboratory in compared}
    wanted = Laboratory.objects.filter(pk__in=[row.laboratory for row in rows])
    known = {
        row.pk: row
        for row in wanted.select_related("organisation", "card").defer("search_text", "card__grams")
    }
    complete = {row.laboratory for row in found.rows[: found.complete]}
    result = []
    for row in rows:
        laboratory = known[row.laboratory]
        is_chosen = laboratory.reference in chosen
        result.append(
            {
                "laboratory": laboratory,
                "reasons": reason_rows(found.reasons(row.laboratory), found.question),
                "is_partial": bool(found.question.terms) and row.laboratory not in complete,
                "is_compared": is_chosen,
                "compare_url": compare_toggle(request, laboratory.reference, is_chosen, len(chosen)),
            }
        )
    return result


def compare_toggle(request: HttpRequest, reference: str, is_chosen: bool, count: int) -> str:
    """The address with one more or one less laboratory to compare; nothing when three are chosen."""
    if is_chosen:
        return address(request, drop=("lab", reference))
    if count >= MOST_COMPARED:
        return ""
    query = request.GET.copy()
    query.appendlist("lab", reference)
    return f"?{query.urlencode()}"


def compared_rows(request: HttpRequest) -> list[Laboratory]:
    """The first three listed laboratories that the address names, in its order."""
    names = [name for name in dict.fromkeys(request.GET.getlist("lab")[:50]) if REFERENCE.fullmatch(name)]
    if not names:
        return []
    listed = Laboratory.objects.listed(timezone.localdate()).select_related("organisation")
    known = {row.reference: row for row in listed.filter(reference__in=names[:MOST_COMPARED])}
    found = [known[name] for name in names if name in known][:MOST_COMPARED]
    for row in found:
        row.remove_url = address(request, drop=("lab", row.reference))
    return found


def compare_url(compared: list[Laboratory]) -> str:
    """The page that shows them side by side."""
    query = "&".join(f"lab={row.reference}" for row in compared)
    return f"{reverse('labs:compare')}?{query}" if query else ""
