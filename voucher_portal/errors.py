"""Error pages that do not come from a view."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open for too long or in two tabs: say how to go on without losing what was typed."""
    context = {
        "title": _("The form could not be accepted"),
        "explanation": _(
            "For your safety each form carries a mark that has expired, perhaps because you signed in again in another "
            "tab. Go back, reload the page and send it again."
        ),
        "findings": [],
        "back_url": "",
    }
    return render(request, "409.html", context, status=403)
