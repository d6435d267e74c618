"""Puts the acting person and the chosen language on each request."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.actor import ANONYMOUS, Actor
from accounts.enums import OFFICE_ROLES, Role
from accounts.models import Membership

SESSION_KEY = "acting_membership"
NEED_SECOND_FACTOR = OFFICE_ROLES | {Role.AUDITOR}
OPEN_WITHOUT_SECOND_FACTOR = ("/account/", "/me/act-as/", "/i18n/", "/static/", "/healthz")


class LanguageMiddleware(LocaleMiddleware):
    """The visitor's cookie, else the browser's languages, else Chinese: Django's own order."""


def memberships_of(request: HttpRequest) -> list[Membership]:
    """The roles this person may switch between; read once per request."""
    cached = getattr(request, "_memberships", None)
    if cached is None:
        cached = list(Membership.objects.of_person(request.user)) if request.user.is_authenticated else []
        request._memberships = cached  # type: ignore[attr-defined]
    return cached


def actor_of(request: HttpRequest) -> Actor:
    """The person in the role chosen in this session, else in their first one; without any, a bare person."""
    if not request.user.is_authenticated:
        return ANONYMOUS
    memberships = memberships_of(request)
    chosen = request.session.get(SESSION_KEY)
    for membership in memberships:
        if membership.pk == chosen:
            break
    else:
        if not memberships:
            return Actor(user=request.user)
        membership = memberships[0]
    membership.user = request.user
    return Actor.of(membership, frozenset(row.organisation_id for row in memberships))


class ActorMiddleware:
    """Sets `request.actor`, computed when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


class SecondFactorMiddleware:
    """Who acts for the office or as auditor sets up a second factor before anything else, where the setting asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.is_missing(request):
            messages.info(
                request, _("For the office a second factor is needed. Set it up now; then you can go on.")
            )
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def is_missing(self, request: HttpRequest) -> bool:
        """Whether this request must wait: signing in and out, switching roles and the language stay open."""
        if not settings.OFFICE_NEEDS_SECOND_FACTOR or request.path.startswith(OPEN_WITHOUT_SECOND_FACTOR):
            return False
        if not request.user.is_authenticated or request.actor.role not in NEED_SECOND_FACTOR:  # type: ignore[attr-defined]
            return False
        return not is_mfa_enabled(request.user)


def remember_language(response: HttpResponse, language: str) -> None:
    """Keeps a person's language in the cookie that Django's own language view uses."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
