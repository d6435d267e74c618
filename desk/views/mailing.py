"""Everyone who misses something: found over all files one sees, and written to after a preview."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from applications.models import Project
from desk import perms
from desk.forms.letter import LetterForm
from desk.services import bulk, mailing
from desk.views.bulk import new_token
from workflow.errors import Unfit
from workflow.pages import add_errors


@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest) -> HttpResponse:
    """The letter to everyone who misses something; the files are found by what they lack."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    if not perms.can_batch(actor):
        raise PermissionDenied
    form = LetterForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            found = mailing.lacking(Project.objects.visible_to(actor), form.inputs()).order_by("pk")
            try:
                made = bulk.open_batch(
                    found[: bulk.MOST_FILES + 1],
                    actor=actor,
                    action="write",
                    inputs=form.inputs(),
                    token=request.POST.get("token", "")[:64] or None,
                )
            except Unfit as refusal:
                add_errors(form, refusal)
            else:
                bulk.set_off(made)
                return redirect(made)
        status = 422
    return render(request, "desk/mailing_form.html", {"form": form, "token": new_token()}, status=status)
