"""The list of needs for every role, and the same as a table to take away."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import exports
from accounts.enums import Role
from matching import perms
from matching.forms import NeedFilter
from matching.listing import READERS, SIDES, own_invitations, row_of
from matching.models import Need
from workflow.errors import NotPermitted
from workflow.paging import bounded_count, keyset_page
from workflow.tables import CSV, XLSX, write_csv, write_xlsx

FORMS = {"csv": CSV, "xlsx": XLSX}
MOST_ROWS = 10_000


@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """The needs that the actor may see, newest first, with what waits for its answer."""
    actor = request.actor
    if actor.role not in READERS:
        raise NotPermitted("needs")
    form = NeedFilter(request.GET)
    found = form.rows(actor)
    page = keyset_page(found.for_list(), request)
    own = own_invitations(page.rows, actor)
    context = {
        "form": form,
        "page": page,
        "rows": [row_of(need, actor, own.get(need.pk, [])) for need in page],
        "count": bounded_count(found),
        "waiting": bounded_count(Need.objects.waiting_for(actor)),
        "is_laboratory": actor.role in SIDES,
        "is_service": actor.role == Role.SERVICE,
        "may_start": perms.can_start(actor),
        "may_read_funnel": perms.can_read_funnel(actor),
        "query": request.GET.urlencode(),
    }
    return render(request, "matching/need_list.html", context)


@require_POST
def table(request: HttpRequest, form: str) -> HttpResponse:
    """The filtered list as CSV or XLSX; the same rows and columns as on the page. Who took it is recorded."""
    if form not in FORMS:
        raise Http404
    if request.actor.role not in READERS:
        raise NotPermitted("needs")
    file = BytesIO()
    lines = lines_of(request)
    count = write_csv(lines, file) if form == "csv" else write_xlsx(lines, file, sheet=_("Needs"))
    exports.record(request.actor, form=form, query=request.get_full_path(), columns=[], rows=count - 1)
    name = f"needs-{timezone.localdate():%Y%m%d}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(file.getvalue(), content_type=FORMS[form], headers=headers)


def lines_of(request: HttpRequest) -> Iterator[list[Any]]:
    """The heading, then one line for each need."""
    actor = request.actor
    is_side = actor.role in SIDES
    heads = [_("Reference"), _("Need"), _("Type of activity"), _("Enterprise or team"), _("State")]
    heads += [_("Published"), _("Answers until"), _("Budget (元)")]
    heads.append(_("Our answer") if is_side else _("Answers / asked"))
    yield heads if is_side else [*heads, _("Chosen laboratory"), _("Application")]
    found = list(NeedFilter(request.GET).rows(actor).for_list()[:MOST_ROWS])
    own = own_invitations(found, actor)
    for need in found:
        row = row_of(need, actor, own.get(need.pk, []))
        line = [need.reference, need.title, row["activity"], row["applicant"], need.get_state_display()]
        line += [timezone.localdate(need.published_at) if need.published_at else None, need.answers_until]
        line += [need.budget / 100 if need.budget else None, row["answer"]]
        project = need.project.reference if need.project else ""
        yield line if is_side else [*line, row["chosen"], project]
