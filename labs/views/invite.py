"""The institution that reports a laboratory invites the laboratory's own person."""

import logging
from smtplib import SMTPException

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from labs import perms, services
from labs.forms import InviteForm
from labs.models import Laboratory
from workflow.errors import NotPermitted
from workflow.pages import visible_or_404

logger = logging.getLogger(__name__)


def send_invitation(request: HttpRequest, laboratory: Laboratory, email: str) -> bool:
    """Sends the letter and says so; false with the reason said when it could not be sent."""
    if not consume(request, action="invite"):
        messages.error(
            request, _("You have sent many invitations. Wait an hour before you send the next one.")
        )
        return False
    try:
        services.invite_person(laboratory, actor=request.actor, email=email)  # type: ignore[attr-defined]
    except (OSError, SMTPException) as error:
        logger.warning("An invitation could not be sent: %s", error)
        messages.error(request, _("The letter could not be sent now. Try again in a few minutes."))
        return False
    messages.info(request, _("An invitation is on its way to %(email)s.") % {"email": email})
    return True


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, reference: str) -> HttpResponse:
    """One address; the person joins by the link of the letter and keeps the data together with the institution."""
    laboratory = visible_or_404(Laboratory.objects.for_list(), request, reference)
    if not perms.is_active_reporting_institution(laboratory, request.actor):  # type: ignore[attr-defined]
        raise NotPermitted("invite_person")
    form = InviteForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and send_invitation(request, laboratory, form.cleaned_data["email"])
    ):
        return redirect(laboratory)
    context = {
        "laboratory": laboratory,
        "form": form,
        "submit_label": _("Send the invitation"),
        "cancel_url": laboratory.get_absolute_url(),
    }
    return render(request, "labs/laboratory_invite.html", context, status=422 if form.errors else 200)
