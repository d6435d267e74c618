"""Field centres (clause Q5): the office's list of them, their people, and the public list by field."""

from functools import partial
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.inviting import send_invitation
from accounts.models import Membership
from institutions import perms, services
from institutions.forms import CentreForm, CentrePersonForm
from institutions.models import ServiceInstitution
from institutions.views.dossier import get_dossier
from institutions.views.roster import of_kind, saved
from workflow.errors import NotPermitted, StaleVersion

MOST = 300


@login_not_required
@require_safe
def service_directory(request: HttpRequest) -> HttpResponse:
    """Professional service institutions and field centres by field, for laboratories that look for their way in."""
    rows = list(ServiceInstitution.objects.active().for_list().by_field()[:MOST])
    groups = [(label, list(found)) for label, found in groupby(rows, ServiceInstitution.get_field_display)]
    return render(request, "institutions/service_directory.html", {"groups": groups})


@require_safe
def centres(request: HttpRequest) -> HttpResponse:
    """Every field centre with its people, for the office and auditors."""
    actor = request.actor
    if not actor.sees_everything:
        raise NotPermitted("centres")
    people = Count("organisation__memberships", filter=Q(organisation__memberships__is_active=True))
    rows = ServiceInstitution.objects.visible_to(actor).field_centres().for_list().annotate(people=people)
    context = {"rows": rows.by_field()[:MOST], "keeps": perms.keeps_centres(actor)}
    return render(request, "institutions/centre_list.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """The office adds a field centre."""
    if not perms.keeps_centres(request.actor):
        raise NotPermitted("add_field_centre")
    form = CentreForm(request.POST or None)
    if request.method == "POST" and saved(
        form, lambda data: services.add_field_centre(actor=request.actor, **data)
    ):
        words = _("The field centre %(name)s is added. Now invite its people.")
        messages.success(request, words % {"name": form.cleaned_data["name"]})
        return redirect("institutions:centres")
    return _form_page(request, form, _("Add a field centre"), reverse("institutions:centres"))


def kept_centre(request: HttpRequest, reference: str) -> ServiceInstitution:
    """A field centre that this person of the office keeps; 404 for what is none or not visible, else 403."""
    centre = of_kind(get_dossier(request, reference), ServiceInstitution)
    if not centre.is_field_center:
        raise Http404
    if not perms.can_keep_centre(centre, request.actor):  # type: ignore[attr-defined]
        raise NotPermitted("save_field_centre")
    return centre


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """The office changes a field centre."""
    centre = kept_centre(request, reference)
    form = CentreForm(request.POST or None, centre=centre)
    try:
        if request.method == "POST" and saved(
            form, lambda data: services.save_field_centre(centre, actor=request.actor, **data)
        ):
            messages.success(
                request, _("The dossier of %(name)s is saved.") % {"name": form.cleaned_data["name"]}
            )
            return redirect(centre)
    except StaleVersion as refusal:
        form.add_error(None, refusal.message)
    return _form_page(request, form, _("Change the field centre"), centre.get_absolute_url(), centre)


def _form_page(
    request: HttpRequest, form, heading: str, cancel_url: str, centre: ServiceInstitution | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "centre": centre,
        "submit_label": _("Save"),
        "cancel_url": cancel_url,
    }
    return render(request, "institutions/centre_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, reference: str) -> HttpResponse:
    """Who acts for a field centre; the office invites one more or lets one go."""
    centre = kept_centre(request, reference)
    members = Membership.objects.active().filter(organisation=centre.organisation_id).select_related("user")
    if text := request.POST.get("remove"):
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
        member = get_object_or_404(members, pk=number)
        services.end_access(centre, member, actor=request.actor)
        words = _("%(name)s no longer acts for %(centre)s.")
        messages.success(request, words % {"name": member.user.get_full_name(), "centre": centre})
        return redirect("institutions:centre_people", reference)
    form = CentrePersonForm(request.POST or None)
    invite = partial(services.invite_to_centre, centre)
    if (
        request.method == "POST"
        and form.is_valid()
        and send_invitation(request, form.cleaned_data["email"], invite)
    ):
        return redirect("institutions:centre_people", reference)
    context = {
        "centre": centre,
        "form": form,
        "members": members.order_by("pk"),
        "submit_label": _("Send the invitation"),
        "cancel_url": reverse("institutions:centres"),
    }
    return render(request, "institutions/centre_people.html", context, status=422 if form.errors else 200)
