"""The list of needs for every role, and the same as a table to take away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.enums import Role
from applications.labels import choice
from matching import perms
from matching.forms import NeedFilter
from matching.models import Invitation, Need
from matching.presentation import tone
from workflow.errors import NotPermitted
from workflow.paging import bounded_count, keyset_page
from workflow.tables import CSV, XLSX, write_csv, write_xlsx

READERS = {
    Role.APPLICANT,
    Role.RECOMMENDER,
    Role.LABORATORY,
    Role.SERVICE,
    Role.OFFICER,
    Role.APPROVER,
    Role.FINANCE,
    Role.AUDITOR,
}
# Who reads its own answers alone, and uninvited not even whose need it is.
SIDES = {Role.LABORATORY, Role.SERVICE}
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


def own_invitations(needs: list[Need], actor) -> dict[int, list[Invitation]]:
    """The rows of the actor's laboratories at some needs, in one query; nothing for the others."""
    if actor.role not in SIDES:
        return {}
    side = "laboratory" if actor.role == Role.LABORATORY else "laboratory__reported_by"
    rows = Invitation.objects.filter(need__in=needs, **{f"{side}__organisation": actor.organisation_id})
    found: defaultdict[int, list[Invitation]] = defaultdict(list)
    for row in rows.select_related("answer", "laboratory__organisation").order_by("pk"):
        found[row.need_id].append(row)
    return found


def row_of(need: Need, actor, own: list[Invitation]) -> dict[str, Any]:
    """One need as a line; a laboratory's side reads its own answers and neither the others' nor, uninvited, the name."""
    is_side = actor.role in SIDES
    is_named = not is_side or any(row.asked_at for row in own)
    answer = own_answers(own, actor) if is_side else f"{need.answer_count} / {need.asked_count}"
    chosen = need.chosen.laboratory.name if need.chosen and not is_side else ""
    return {
        "need": need,
        "activity": choice(need.activity_type) if need.activity_type else "",
        "applicant": need.applicant.name if is_named else "",
        "answer": answer,
        "chosen": chosen,
        "tone": tone(need),
    }


def own_answers(own: list[Invitation], actor) -> str:
    """What the laboratories of the actor's side said, with their names where there may be several."""
    if actor.role == Role.LABORATORY:
        return own[0].answer.get_kind_display() if own and own[0].answer else ""
    return "; ".join(f"{row.laboratory.name}: {standing_of(row)}" for row in own)


def standing_of(row: Invitation) -> str:
    """How far one laboratory is at a need."""
    if row.answer:
        return row.answer.get_kind_display()
    return _("No answer yet") if row.asked_at else _("Proposed")


@require_safe
def table(request: HttpRequest, form: str) -> HttpResponse:
    """The filtered list as CSV or XLSX; the same rows and columns as on the page."""
    if form not in FORMS:
        raise Http404
    if request.actor.role not in READERS:
        raise NotPermitted("needs")
    file = BytesIO()
    lines = lines_of(request)
    if form == "csv":
        write_csv(lines, file)
    else:
        write_xlsx(lines, file, sheet=_("Needs"))
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
