"""Turns refused steps into pages that say what to do next, and away what no address can mean."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from workflow.errors import StepRefused


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
