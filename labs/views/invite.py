"""The institution that reports a laboratory invites the laboratory's own person."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.inviting import send_invitation
from labs import perms, services
from labs.forms import InviteForm
from labs.models import Laboratory
from workflow.errors import NotPermitted
from workflow.pages import visible_or_404


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
        and send_invitation(request, form.cleaned_data["email"], partial(services.invite_person, laboratory))
    ):
        return redirect(laboratory)
    context = {
        "laboratory": laboratory,
        "form": form,
        "submit_label": _("Send the invitation"),
        "cancel_url": laboratory.get_absolute_url(),
    }
    return render(request, "labs/laboratory_invite.html", context, status=422 if form.errors else 200)
