"""Describing a need: alone, from a draft application, or with a laboratory in mind; drafts are kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.enums import State
from applications.models import Project
from labs.models import Laboratory
from matching import perms, services
from matching.forms import NeedForm
from matching.models import Need
from matching.views.pages import get_need
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.pages import add_errors, bound


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new need; `?project=` takes over what a draft application says, `?laboratory=` asks that laboratory too."""
    if not perms.can_start(request.actor):
        raise NotPermitted("new")
    project, laboratory = _project(request), _laboratory(request)
    begun = services.need_of_application(project) if project else {}
    form = bound(NeedForm, request, need=Need(**begun))
    context: dict[str, Any] = {"project": project, "laboratory": laboratory}
    if request.method == "POST" and form.is_valid():
        try:
            need = services.describe(
                actor=request.actor, content=form.content(), project=project, laboratory=laboratory
            )
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            return _kept(request, need)
    return _page(request, form, context)


def _project(request: HttpRequest) -> Project | None:
    """The actor's own draft that the address names; anything else counts for nothing."""
    mine = Project.objects.visible_to(request.actor).select_related("recommender").in_state(State.DRAFT)
    return mine.filter(reference=request.GET.get("project", "")[:20]).first()


def _laboratory(request: HttpRequest) -> Laboratory | None:
    """The listed laboratory that the address names."""
    listed = Laboratory.objects.listed(timezone.localdate()).select_related("organisation")
    return listed.filter(reference=request.GET.get("laboratory", "")[:20]).first()


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """The draft is written on."""
    need = get_need(request, reference)
    if not perms.is_applicant(need, request.actor):
        raise NotPermitted("edit")
    if not perms.can_edit(need, request.actor):
        raise WrongState(
            _("This need is published; laboratories have read it. Withdraw it to write it anew.")
        )
    form = bound(NeedForm, request, need=need)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            need = services.save_need(
                need, actor=request.actor, version=-1 if version is None else version, content=form.content()
            )
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            return _kept(request, need)
    return _page(request, form, {"need": need})


def _kept(request: HttpRequest, need: Need) -> HttpResponse:
    if "publish" in request.POST:
        return redirect("matching:publish_need", need.reference)
    messages.success(request, _("The draft %(reference)s is kept.") % {"reference": need.reference})
    return redirect(need)


def _page(request: HttpRequest, form: NeedForm, context: dict[str, Any]) -> HttpResponse:
    return render(
        request, "matching/need_form.html", context | {"form": form}, status=422 if form.errors else 200
    )
