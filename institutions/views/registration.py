"""An organisation registers itself; its first person then acts for it and fills in the dossier."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.middleware import SESSION_KEY
from accounts.models import Membership
from institutions import services
from institutions.forms import RecommendingRegistrationForm, ServiceRegistrationForm
from workflow.errors import Unfit
from workflow.pages import add_errors


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which kind of institution wants to join."""
    return render(request, "institutions/register_choose.html")


@require_http_methods(["GET", "POST"])
def recommending(request: HttpRequest) -> HttpResponse:
    """Registers an organisation that wants to recommend (clause Q4)."""
    form = RecommendingRegistrationForm(request.POST or None)
    return register(
        request, form, services.register_recommending_institution, _("Register a recommending institution")
    )


@require_http_methods(["GET", "POST"])
def service(request: HttpRequest) -> HttpResponse:
    """Registers an organisation that wants to report laboratories (clause Q5)."""
    form = ServiceRegistrationForm(request.POST or None)
    return register(
        request, form, services.register_service_institution, _("Register a professional service institution")
    )


def register(request: HttpRequest, form, enter, heading: str) -> HttpResponse:
    """The page of a registration; from the answer on the person acts for the new party."""
    if request.method == "POST" and form.is_valid():
        try:
            subject = enter(organisation=form.party(), user=request.user, **form.profile())
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            membership = Membership.objects.of_person(request.user).get(
                organisation_id=subject.organisation_id
            )
            request.session[SESSION_KEY] = membership.pk
            messages.success(request, _("%(name)s is registered. You now act for it.") % {"name": subject})
            return redirect(subject)
    context = {"form": form, "heading": heading, "submit_label": _("Register")}
    return render(request, "institutions/register_form.html", context, status=422 if form.errors else 200)
