"""The public directory of open laboratories."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from labs.forms import CatalogueFilter
from labs.models import Instrument, Laboratory, ServiceItem
from workflow.paging import KeysetPage, bounded_count

PAGE_SIZE = 24


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Listed laboratories by name, filtered, one page at a time (clause Q7)."""
    form = CatalogueFilter(request.GET)
    found = form.rows(Laboratory.objects.listed(timezone.localdate()))
    page = name_page(found, request)
    instruments = Instrument.objects.count_by_laboratory(page.rows)
    services = ServiceItem.objects.count_by_laboratory(page.rows)
    for row in page.rows:
        row.instrument_count, row.service_count = instruments.get(row.pk, 0), services.get(row.pk, 0)
    chips = [{"label": words, "remove_url": without(request, name)} for name, words in chosen(form)]
    context = {"form": form, "page": page, "count": bounded_count(found), "chips": chips}
    return render(request, "labs/catalogue.html", context)


def chosen(form: CatalogueFilter) -> list[tuple[str, str]]:
    """The active filters in words."""
    if not form.is_valid():
        return []
    found = []
    for name, value in form.cleaned_data.items():
        if value:
            choices = dict(getattr(form.fields[name], "choices", []))
            words = choices.get(value) or (form.fields[name].label if value is True else value)
            found.append((name, str(words)))
    return found


def without(request: HttpRequest, *names: str, **more: str) -> str:
    """The present address without some of its parts, and with others."""
    query = request.GET.copy()
    for name in (*names, "after", "before"):
        query.pop(name, None)
    for name, value in more.items():
        query[name] = value
    return f"?{query.urlencode()}"


def name_page(found: QuerySet, request: HttpRequest, size: int = PAGE_SIZE) -> KeysetPage:
    """One page in the order of names; `?after=` and `?before=` name the laboratory next to it, nonsense is ignored."""
    marks = {name: mark(request.GET.get(name)) for name in ("after", "before")}
    rows = found.select_related("organisation")
    if marks["before"]:
        some = list(rows.before(marks["before"]).by_name().reverse()[: size + 1])
        earlier, later = len(some) > size, True
        some = some[:size][::-1]
    else:
        some = list((rows.after(marks["after"]) if marks["after"] else rows).by_name()[: size + 1])
        earlier, later = bool(marks["after"]), len(some) > size
        some = some[:size]
    return KeysetPage(
        rows=some,
        next_url=without(request, after=some[-1].reference) if some and later else "",
        previous_url=without(request, before=some[0].reference) if some and earlier else "",
    )


def mark(reference: str | None) -> Laboratory | None:
    """The laboratory that a page begins behind."""
    if not reference:
        return None
    return Laboratory.objects.select_related("organisation").filter(reference=reference).first()
