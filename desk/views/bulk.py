"""Work on many files: choose, look at the preview, confirm, follow, read the result."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk import perms
from desk.forms.bulk import FORMS
from desk.models import Batch
from desk.models.batch import Forecast, Outcome, Stage
from desk.presentation import batch_rows, item_rows, result_lines
from desk.selection import Selection
from desk.services import bulk
from desk.services.actions import ACTIONS
from workflow.errors import Unfit
from workflow.pages import add_errors
from workflow.paging import keyset_page
from workflow.tables import CSV, XLSX, write_csv, write_xlsx

FILES = {"csv": (CSV, write_csv), "xlsx": (XLSX, write_xlsx)}
SHOWN: dict[str, dict[str, str]] = {
    "all": {},
    "go": {"forecast": Forecast.GO},
    "stay": {"forecast": Forecast.STAY},
    "done": {"outcome": Outcome.DONE},
    "refused": {"outcome": Outcome.REFUSED},
    "cancelled": {"outcome": Outcome.CANCELLED},
}


def get_batch(request: HttpRequest, reference: str) -> Batch:
    """The batch if this actor may see it, else 404."""
    rows = Batch.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    return get_object_or_404(rows.select_related("made_by", "cancelled_by"), reference=reference)


def is_mine(request: HttpRequest, batch: Batch) -> bool:
    actor: Any = request.actor  # type: ignore[attr-defined]
    return batch.made_by_id == actor.user.pk and batch.membership_id == actor.membership_id


@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: HttpRequest) -> HttpResponse:
    """GET: what was done to many files so far. POST: a new batch of the files that were chosen in a list."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    if request.method == "POST":
        files = Selection.from_post(request.POST).resolve(actor).order_by("pk")[: bulk.MOST_FILES + 1]
        made = bulk.open_batch(files, actor=actor, action=request.POST.get("action", ""))
        return ask(made)
    if not actor.sees_everything:
        raise PermissionDenied
    page = keyset_page(Batch.objects.visible_to(actor).for_list(), request, 25)
    return render(request, "desk/bulk_list.html", {"page": page, "rows": batch_rows(page)})


def ask(batch: Batch) -> HttpResponse:
    """Goes on with the batch: to the choice, to the question, or straight to the check."""
    if batch.action and ACTIONS[batch.action].question and batch.stage == Stage.CHOOSING:
        return redirect("desk:batch_inputs", batch.reference)
    if batch.action and batch.stage == Stage.CHOOSING:
        bulk.prepare(batch, actor=bulk.actor_of(batch), inputs={})  # type: ignore[arg-type]
        bulk.set_off(batch)
    return redirect(batch)


@require_safe
def batch(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of a batch: the choice, the check, the preview, the progress or the result, as it stands."""
    found = get_batch(request, reference)
    if found.stage == Stage.CHOOSING:
        actions = bulk.possible(found, request.actor)  # type: ignore[attr-defined]
        context = {"batch": found, "actions": actions, "total": found.items.count()}
        return render(request, "desk/bulk_choose.html", context)
    show = request.GET.get("show", "all")
    items = found.items.visible_to(request.actor).for_list().filter(**SHOWN.get(show, {}))
    page = keyset_page(items, request)
    tally = found.items.tally()
    action = ACTIONS[found.action]
    context = progress_of(found, tally) | {
        "action": action,
        "page": page,
        "rows": item_rows(page, found),
        "tabs": tabs(found, tally, show),
        "mine": is_mine(request, found),
        "consequence": str(action.consequence) % {"count": tally["go"]},
        "may_stop": perms.can_batch(request.actor) and found.stage not in {Stage.DONE, Stage.CANCELLED},  # type: ignore[attr-defined]
        "changeable": bool(action.question) and not found.confirmed_at and not found.cancelled_at,
    }
    return render(request, "desk/bulk_batch.html", context)


def progress_of(found: Batch, tally: dict[str, int]) -> dict[str, Any]:
    """How far the check or the run is: "12 of 30"."""
    checking = found.stage == Stage.CHECKING
    settled = tally["done"] + tally["refused"] + tally["cancelled"]
    return {
        "batch": found,
        "tally": tally,
        "checking": checking,
        "moving": found.stage in {Stage.CHECKING, Stage.RUNNING},
        "reached": tally["checked"] if checking else settled,
        "total": tally["total"],
    }


def tabs(found: Batch, tally: dict[str, int], show: str) -> list[dict[str, Any]]:
    """Which files the table shows, with their number."""
    labels: list[tuple[str, Any, int]] = [("all", "", tally["total"])]
    kinds = [*Outcome] if found.confirmed_at or found.cancelled_at else [*Forecast]
    labels += [(kind.value, kind.label, tally[kind.value]) for kind in kinds if tally[kind.value]]
    return [
        {"name": name, "label": label, "count": count, "active": name == show}
        for name, label, count in labels
    ]


@require_POST
def choose(request: HttpRequest, reference: str) -> HttpResponse:
    """What is to be done with the files."""
    found = get_batch(request, reference)
    bulk.choose(found, actor=request.actor, action=request.POST.get("action", ""))  # type: ignore[attr-defined]
    return ask(found)


@require_http_methods(["GET", "HEAD", "POST"])
def inputs(request: HttpRequest, reference: str) -> HttpResponse:
    """The question of the action, asked once for all files; the check follows."""
    found = get_batch(request, reference)
    actor: Any = request.actor  # type: ignore[attr-defined]
    if not found.action or not ACTIONS[found.action].question:
        raise Http404
    if not is_mine(request, found):
        raise PermissionDenied
    action = ACTIONS[found.action]
    form = FORMS[action.question](request.POST if request.method == "POST" else None, actor)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                bulk.prepare(found, actor=actor, inputs=form.inputs())
            except Unfit as refusal:
                add_errors(form, refusal)
            else:
                bulk.set_off(found)
                return redirect(found)
        status = 422
    context = {"batch": found, "action": action, "form": form, "total": found.items.count()}
    return render(request, "desk/bulk_inputs.html", context, status=status)


@require_POST
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """The second step: now it runs."""
    found = get_batch(request, reference)
    bulk.confirm(found, actor=request.actor)  # type: ignore[attr-defined]
    bulk.set_off(found)
    return redirect(found)


@require_POST
def stop(request: HttpRequest, reference: str) -> HttpResponse:
    """What has not run yet stays as it is."""
    found = get_batch(request, reference)
    bulk.cancel(found, actor=request.actor)  # type: ignore[attr-defined]
    return redirect(found)


@require_POST
def go_on(request: HttpRequest, reference: str) -> HttpResponse:
    """Goes on from the page itself, where no worker runs or its bell was lost."""
    found = get_batch(request, reference)
    if not perms.can_batch(request.actor):  # type: ignore[attr-defined]
        raise PermissionDenied
    bulk.set_off(found)
    return redirect(found)


@require_safe
def progress(request: HttpRequest, reference: str) -> HttpResponse:
    """The figure alone, for a page that asks again and again; at the end it says that the page is to be read anew."""
    found = get_batch(request, reference)
    context = progress_of(found, found.items.tally())
    if not context["moving"]:
        return HttpResponse(status=200, headers={"HX-Refresh": "true"})
    return render(request, "desk/_bulk_progress.html", context)


@require_safe
def result(request: HttpRequest, reference: str, form: str) -> HttpResponse:
    """The preview or the result as a table to take away."""
    found = get_batch(request, reference)
    if form not in FILES:
        raise Http404
    kind, write = FILES[form]
    content = BytesIO()
    write(result_lines(found, request.actor), content)
    headers = {
        "Content-Disposition": f'attachment; filename="{found.reference}.{form}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content.getvalue(), content_type=kind, headers=headers)


def new_token() -> str:
    """A key by which a form that is sent twice is known."""
    return uuid4().hex
