"""The way from need to paid voucher in figures, for the office."""

from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching import perms
from matching.funnel import funnel, lines, years
from workflow.errors import NotPermitted
from workflow.tables import CSV, XLSX, write_csv, write_xlsx

FORMS = {"csv": CSV, "xlsx": XLSX}


def _year(request: HttpRequest) -> int | None:
    text = request.GET.get("year", "")
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() and int(text) else None


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Each stage with its number, its share and the days it took."""
    if not perms.can_read_funnel(request.actor):
        raise NotPermitted("funnel")
    year = _year(request)
    context = {"funnel": funnel(year), "years": years(), "year": year, "query": request.GET.urlencode()}
    return render(request, "matching/funnel.html", context)


@require_safe
def table(request: HttpRequest, form: str) -> HttpResponse:
    """The same as CSV or XLSX."""
    if not perms.can_read_funnel(request.actor):
        raise NotPermitted("funnel")
    if form not in FORMS:
        raise Http404
    file = BytesIO()
    found = lines(funnel(_year(request)))
    sheet = _("From need to voucher")
    write_csv(found, file) if form == "csv" else write_xlsx(found, file, sheet=sheet)
    headers = {
        "Content-Disposition": f'attachment; filename="needs-funnel.{form}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(file.getvalue(), content_type=FORMS[form], headers=headers)
