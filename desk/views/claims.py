"""Taking a file, putting it back, handing it over."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from applications.models import Project
from desk import perms
from desk.models import Claim
from desk.services import claims
from workflow.errors import NotPermitted, Unfit
from workflow.pages import ReasonForm, add_errors, visible_or_404

READ_OR_WRITE = ["GET", "HEAD", "POST"]


class HandOverForm(ReasonForm):
    """To whom and why."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("Colleague"), queryset=User.objects.none(), empty_label=gettext_lazy("Choose")
    )
    field_order = ["to", "note"]


@require_POST
def take(request: HttpRequest, reference: str) -> HttpResponse:
    """The file is mine from now on, or 409 says who has it."""
    project = _project(request, reference)
    claims.take(project, actor=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("You have %(reference)s now.") % {"reference": reference})
    return _back(request, project)


@require_POST
def release(request: HttpRequest, reference: str) -> HttpResponse:
    """The file lies for everybody to take again."""
    project = _project(request, reference)
    claims.release(project, actor=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("You have put %(reference)s back.") % {"reference": reference})
    return _back(request, project)


@require_POST
def keep(request: HttpRequest, reference: str) -> HttpResponse:
    """A sign of life while I read: 204 when the file is mine still, 205 when it is not."""
    project = _project(request, reference)
    kept = claims.keep(project, actor=request.actor)  # type: ignore[attr-defined]
    return HttpResponse(status=204 if kept else 205)


@require_http_methods(READ_OR_WRITE)
def hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    """Gives the file to a colleague with a reason; the colleague is told."""
    project = _project(request, reference)
    form = HandOverForm(request.POST or None)
    form.fields["to"].queryset = claims.colleagues(request.actor)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        claims.hand_over(project, actor=request.actor, to=to, reason=form.cleaned_data["note"])  # type: ignore[attr-defined]
        words = {"reference": reference, "name": to.get_full_name()}
        messages.success(request, _("%(name)s has %(reference)s now and is told.") % words)
        return redirect(project)
    return _page(
        request, project, form, _("Hand the file over"), _("Your colleague is told, with your reason.")
    )


@require_http_methods(READ_OR_WRITE)
def take_over(request: HttpRequest, reference: str) -> HttpResponse:
    """Takes the file from a colleague who has it, with a reason; the colleague is told."""
    project = _project(request, reference)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            claims.take_over(project, actor=request.actor, reason=form.cleaned_data["note"])  # type: ignore[attr-defined]
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("You have %(reference)s now.") % {"reference": reference})
            return redirect(project)
    held = claims.holder(project, request.actor)  # type: ignore[attr-defined]
    intro = claims.held_words(held) if held else _("Nobody has this file.")
    return _page(request, project, form, _("Take the file over"), intro)


def _project(request: HttpRequest, reference: str) -> Any:
    project = visible_or_404(Project.objects.all(), request, reference)
    if not perms.can_claim(request.actor):  # type: ignore[attr-defined]
        raise NotPermitted("claim")
    return project


def _page(request: HttpRequest, project: Project, form: forms.Form, title: str, intro: str) -> HttpResponse:
    history = Claim.objects.of_party(request.actor.organisation_id).filter(project=project).history()[:20]  # type: ignore[attr-defined]
    context = {
        "project": project,
        "step": {"label": title, "tone": "primary"},
        "form": form,
        "intro": intro,
        "cancel_url": project.get_absolute_url(),
        "history": history,
    }
    return render(request, "desk/claim_form.html", context, status=422 if form.errors else 200)


def _back(request: HttpRequest, project: Project) -> HttpResponse:
    """Where the person was: the list, the check-list or the project's page, never another site."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if safe else project)
