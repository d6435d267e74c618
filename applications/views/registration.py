"""An enterprise or a start-up team registers and keeps its data up to date."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.enums import OrganisationKind, Role
from accounts.middleware import SESSION_KEY
from applications import services
from applications.forms import EnterpriseForm, TeamForm
from workflow.errors import NotPermitted, Unfit
from workflow.pages import add_errors


def choose(request: HttpRequest) -> HttpResponse:
    """Whom the signed-in person wants to register."""
    return render(request, "applications/register_choose.html")


@require_http_methods(["GET", "POST"])
def enterprise(request: HttpRequest) -> HttpResponse:
    """Registers an enterprise and lets its first person act for it at once."""
    return _register(
        request,
        EnterpriseForm(request.POST or None),
        services.register_enterprise,
        _("Register an enterprise"),
    )


@require_http_methods(["GET", "POST"])
def team(request: HttpRequest) -> HttpResponse:
    """Registers a start-up team."""
    return _register(
        request, TeamForm(request.POST or None), services.register_team, _("Register a start-up team")
    )


def _register(request: HttpRequest, form, service, heading: str) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                membership = service(user=request.user, party=form.party(), profile=form.profile())
            except Unfit as refusal:
                add_errors(form, refusal)
            else:
                request.session[SESSION_KEY] = membership.pk
                messages.success(
                    request,
                    _("%(name)s is registered. You now act for it.") % {"name": membership.organisation},
                )
                return redirect("dashboard")
    context = {"form": form, "heading": heading, "submit_label": _("Register")}
    return render(request, "applications/organisation_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def organisation(request: HttpRequest) -> HttpResponse:
    """The applicant's own data; submitted projects keep the snapshot they were judged by."""
    actor = request.actor
    if actor.role != Role.APPLICANT:
        raise NotPermitted("organisation")
    party = actor.organisation
    is_team = party.kind == OrganisationKind.TEAM
    profile = party.team if is_team else party.enterprise
    form = (TeamForm if is_team else EnterpriseForm)(request.POST or None, instance=party, profile=profile)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.update_enterprise(
                    party, party=form.party(), profile=form.profile(), actor=request.actor
                )
            except Unfit as refusal:
                add_errors(form, refusal)
            else:
                messages.success(request, _("The data of %(name)s are saved.") % {"name": party})
                return redirect("applications:organisation")
    context = {
        "form": form,
        "heading": _("Data of %(name)s") % {"name": party.name},
        "submit_label": _("Save"),
        "team": party.team if is_team else None,
    }
    return render(request, "applications/organisation_form.html", context, status=status)
