"""The portal's addresses, and two pages that do nothing: for anybody, and for people who have signed in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from voucher_portal.urls import urlpatterns as ours


@login_not_required
def empty(_request: HttpRequest) -> HttpResponse:
    """The floor of every page."""
    return HttpResponse("")


def empty_signed_in(_request: HttpRequest) -> HttpResponse:
    """The floor of a page that knows who asks."""
    return HttpResponse("")


urlpatterns = [path("_empty/", empty), path("_empty/signed-in/", empty_signed_in), *ours]
