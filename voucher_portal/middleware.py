"""Turns refused steps into pages that say what to do next; keeps what was typed when the session was lost."""

from collections.abc import Callable

from django.conf import settings
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from voucher_portal.kept_words import FLAG, Browser, Kept
from voucher_portal.refill import refill
from workflow.errors import StepRefused, Unfit

PLACE = '<div id="messages" role="status">'
AS_SAVED = "as-saved"
# How the database's driver names the character that no text may hold.
NO_TEXT = "NUL (0x00)"


class RefusalMiddleware:
    """A StepRefused that no view caught becomes its page: 409 with who was faster, 422 with the findings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # PostgreSQL takes no text with it, and no address of ours has it; the API says so in its own words.
        if "\x00" in request.path_info and not request.path_info.startswith("/api/"):
            raise Http404
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DataError | ValueError) and NO_TEXT in str(exception):
            if request.method != "POST":
                raise Http404 from exception
            exception = Unfit(_("The words hold a character that cannot be stored. Type them again."))
        if not isinstance(exception, StepRefused):
            return None
        findings = getattr(exception, "findings", None)
        context = {
            "title": _("This step was not taken")
            if exception.status == 409
            else _("Something is missing for this step"),
            "explanation": exception.message,
            "findings": findings.as_json() if findings else [],
            "back_url": request.META.get("HTTP_REFERER", "") if request.method == "POST" else "",
        }
        return render(request, f"{exception.status}.html", context, status=exception.status)


class KeptWordsMiddleware:
    """A form that is sent with a lost session loses nothing, with JavaScript or without.

    Its words wait on the server, bound to the browser and to the person who used it last, until that person has signed
    in again and sees them in the form; sending the form, signing out or an hour ends it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_known = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        person = request.user.pk if is_known else None
        response = self.get_response(request)
        if response.streaming or request.path_info.startswith(("/api/", "/admin/", "/static/")):
            return response
        browser = Browser.of(request)
        if person is None:
            return self._visitor(request, response, browser)
        if browser is None or not browser.belongs_to(person):
            if browser:
                browser.forget(response)
            Browser.new(person).remember(response)
        elif not request.user.is_authenticated:
            browser.forget(response)  # signed out just now
        elif FLAG in request.COOKIES:
            self._offer(request, response, browser)
        return response

    def _visitor(self, request: HttpRequest, response: HttpResponse, browser: Browser | None) -> HttpResponse:
        """Somebody whose session is gone sends a form, or stands before the sign-in page with one kept."""
        sign_in = resolve_url(settings.LOGIN_URL)
        if browser is None:
            return response
        if request.method == "POST" and response.headers.get("Location", "").startswith(f"{sign_in}?"):
            browser.keep(request, response)
        elif FLAG in request.COOKIES and request.path == sign_in and response.status_code == 200:
            _insert(response, response.content.decode(), {})
        return response

    def _offer(self, request: HttpRequest, response: HttpResponse, browser: Browser) -> None:
        kept = browser.kept()
        if kept is None or (request.method == "POST" and request.path == kept.path and _is_done(response)):
            browser.forget(response)
        elif request.method == "GET" and request.path == kept.path and _is_page(request, response):
            _fill(request, response, kept)


def _is_page(request: HttpRequest, response: HttpResponse) -> bool:
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return response.status_code == 200 and is_html and AS_SAVED not in request.GET


def _is_done(response: HttpResponse) -> bool:
    return response.status_code < 400


def _fill(request: HttpRequest, response: HttpResponse, kept: Kept) -> None:
    page, left = refill(response.content.decode(), request.path, kept.values)
    query = request.GET.copy()
    query[AS_SAVED] = "1"
    _insert(response, page, {"at": kept.at, "left": left, "saved_url": f"{request.path}?{query.urlencode()}"})


def _insert(response: HttpResponse, page: str, context: dict) -> None:
    """The page with what is to be said on top of it."""
    notice = render_to_string("portal/_kept_words.html", context)
    response.content = page.replace(PLACE, PLACE + notice, 1).encode()
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
    patch_cache_control(response, no_store=True)
