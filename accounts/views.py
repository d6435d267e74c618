"""A person's own pages: in which role they act, who they are, and their colleagues."""

import logging
from smtplib import SMTPException

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import FormView, UpdateView

from accounts import perms, services
from accounts.forms import InvitationForm, ProfileForm
from accounts.middleware import SESSION_KEY, memberships_of, remember_language
from accounts.models import Membership

logger = logging.getLogger(__name__)


@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """From now on this session acts in another one of the person's own roles."""
    asked = request.POST.get("membership", "")
    chosen = next((found for found in memberships_of(request) if str(found.pk) == asked), None)
    if chosen is None:
        raise Http404
    request.session[SESSION_KEY] = chosen.pk
    messages.info(
        request,
        _("You now act for %(organisation)s (%(role)s).")
        % {"organisation": chosen.organisation.name, "role": chosen.get_role_display()},
    )
    return redirect(_own_address(request, request.POST.get("next", "")))


def _own_address(request: HttpRequest, address: str) -> str:
    """`address` when it is one of ours, else the dashboard."""
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else resolve_url("dashboard")


class ProfileView(UpdateView):
    """Name, phone and language of the person who is signed in."""

    template_name = "accounts/user_form.html"
    form_class = ProfileForm
    success_url = reverse_lazy("accounts:profile")

    def get_object(self, queryset=None):
        return self.request.user

    def form_valid(self, form: ProfileForm) -> HttpResponse:
        response = super().form_valid(form)
        with translation.override(self.object.language):
            messages.info(self.request, _("Your data are stored."))
        remember_language(response, self.object.language)
        return response


class MembersView(FormView):
    """The people of the party for which the person acts; its contact person invites more."""

    template_name = "accounts/membership_list.html"
    form_class = InvitationForm
    success_url = reverse_lazy("accounts:members")

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        self.organisation = request.actor.organisation
        if self.organisation is None or not perms.can_see_members(self.organisation, request.actor):
            raise PermissionDenied(_("Only people who act for an organisation see its people."))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        contact = services.contact_of(self.organisation)
        return super().get_context_data(**kwargs) | {
            "organisation": self.organisation,
            "members": services.members_of(self.organisation),
            "contact": contact,
            "may_change": perms.can_change_members(self.organisation, contact, self.request.actor),
        }

    def form_valid(self, form: InvitationForm) -> HttpResponse:
        if not consume(self.request, action="invite"):
            form.add_error(
                None, _("You have sent many invitations. Wait an hour before you send the next one.")
            )
            return self.form_invalid(form)
        email = form.cleaned_data["email"]
        try:
            services.invite(actor=self.request.actor, email=email)
        except (OSError, SMTPException) as error:
            logger.warning("An invitation could not be sent: %s", error)
            form.add_error(None, _("The letter could not be sent now. Try again in a few minutes."))
            return self.form_invalid(form)
        messages.info(self.request, _("An invitation is on its way to %(email)s.") % {"email": email})
        return super().form_valid(form)


@require_POST
def end_membership(request: HttpRequest) -> HttpResponse:
    """A colleague no longer acts for the party."""
    asked = request.POST.get("membership", "")
    colleagues = Membership.objects.active().filter(organisation=request.actor.organisation_id)
    membership = get_object_or_404(colleagues, pk=int(asked) if asked.isdecimal() and len(asked) < 19 else 0)
    services.end_membership(membership, actor=request.actor)
    messages.info(
        request,
        _("%(name)s no longer acts for your organisation.") % {"name": membership.user.get_full_name()},
    )
    return redirect("accounts:members")


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link; a press of its button joins."""
    try:
        invitation = services.read_invitation(token)
        if request.method == "POST" and request.user.is_authenticated:
            membership = services.accept(token, user=request.user)
            request.session[SESSION_KEY] = membership.pk
            messages.info(request, _("You now act for %(name)s.") % {"name": membership.organisation.name})
            return redirect("dashboard")
    except services.InvitationVoidError:
        return render(request, "accounts/invitation_void.html", status=410)
    is_for_somebody_else = request.user.is_authenticated and request.user.email != invitation.email
    return render(
        request,
        "accounts/invitation_page.html",
        {"invitation": invitation, "is_for_somebody_else": is_for_somebody_else},
    )
