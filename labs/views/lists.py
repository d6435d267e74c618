"""Lists of laboratories for those who keep or decide on them, and the two ways in: register and report."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from accounts.inviting import send_invitation
from institutions.views.registration import register as register_party
from institutions.views.roster import saved
from labs import perms, services
from labs.enums import ListingState
from labs.forms import LaboratoryRegistrationForm, ListFilter, ReportForm
from labs.models import Laboratory
from workflow.errors import NotPermitted
from workflow.paging import bounded_count, keyset_page


@require_safe
def laboratories(request: HttpRequest) -> HttpResponse:
    """The office and auditors see all, a service institution those it reports; a laboratory goes to its own page."""
    actor = request.actor
    if actor.role == Role.LABORATORY:
        own = Laboratory.objects.kept_by(actor).first()
        return redirect(own or "labs:register")
    if actor.role == Role.SERVICE:
        rows = Laboratory.objects.kept_by(actor)
    elif actor.sees_everything:
        rows = Laboratory.objects.visible_to(actor)
    else:
        raise NotPermitted("laboratories")
    form = ListFilter(request.GET)
    rows = form.rows(rows).for_list()
    context = {
        "form": form,
        "page": keyset_page(rows, request),
        "count": bounded_count(rows),
        "may_report": actor.role == Role.SERVICE,
        "may_keep_synonyms": perms.can_keep_synonyms(actor),
        "waiting": Laboratory.objects.waiting_for(actor).count(),
        "waiting_url": f"?state={ListingState.SUBMITTED if actor.role == Role.SERVICE else ListingState.NOMINATED}",
    }
    return render(request, "labs/laboratory_list.html", context)


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """A laboratory introduces itself (clause Q7)."""
    form = LaboratoryRegistrationForm(request.POST or None)
    return register_party(request, form, services.register_laboratory, _("Register a laboratory"))


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """A service institution enters a laboratory of its house or a member unit (clause Q5)."""
    if request.actor.role != Role.SERVICE:
        raise NotPermitted("report_laboratory")
    form = ReportForm(request.POST or None)
    entered: list[Laboratory] = []

    def enter(_data) -> None:
        fields = form.profile()
        entered.append(services.report_laboratory(actor=request.actor, organisation=form.party(), **fields))

    if request.method == "POST" and saved(form, enter):
        messages.success(
            request, _("%(name)s is entered. Fill in its data, then submit it.") % {"name": entered[0]}
        )
        if email := form.cleaned_data["invited"]:
            send_invitation(request, email, partial(services.invite_person, entered[0]))
        return redirect("labs:edit", entered[0].reference)
    context = {"form": form, "heading": _("Report a laboratory"), "submit_label": _("Enter the laboratory")}
    return render(request, "labs/report_form.html", context, status=422 if form.errors else 200)
