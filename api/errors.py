"""Every refusal as one shape: RFC 9457 problem details."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from policy.shape import ShapeError
from workflow.errors import Blocked, StaleVersion, StepRefused, Unfit

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"
RETRY_AFTER = 5

# Each kind of problem: its name in the type URI, its status and its title.
KINDS: dict[str, tuple[int, str]] = {
    "malformed": (400, "Malformed request"),
    "unauthenticated": (401, "Not signed in"),
    "not-permitted": (403, "Not permitted"),
    "not-found": (404, "Not found"),
    "method-not-allowed": (405, "Method not allowed"),
    "not-acceptable": (406, "Not acceptable"),
    "wrong-state": (409, "Not possible in this state"),
    "stale-version": (409, "Somebody was faster"),
    "conflict": (409, "Conflicting rows"),
    "too-large": (413, "Too large"),
    "unsupported-media-type": (415, "Unsupported media type"),
    "blocked": (422, "The rules do not allow it"),
    "unfit": (422, "Some input does not fit"),
    "throttled": (429, "Too many requests"),
    "busy": (503, "Busy"),
}
OF_STATUS = {
    400: "malformed",
    401: "unauthenticated",
    403: "not-permitted",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    413: "too-large",
    415: "unsupported-media-type",
    429: "throttled",
}


def problem(kind: str, detail: str, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """A problem document; `more` are its extension members (`findings`, `errors`)."""
    status, title = KINDS[kind]
    body = {"type": f"urn:voucher-portal:problem:{kind}", "title": title, "status": status, "detail": detail}
    return Response(body | more, status=status, headers=headers, content_type=CONTENT_TYPE)


def problem_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """The problem document of a refusal; None for what is a fault of the portal itself (500)."""
    answer = _of_ours(error) or _of_django(error) or _of_database(error) or _of_rest_framework(error)
    if answer is not None:
        set_rollback()
    return answer


def _of_ours(error: Exception) -> Response | None:
    match error:
        case Blocked():
            return problem(
                "blocked",
                error.message,
                findings=error.findings.as_json(),
                errors={},
            )
        case Unfit():
            fields = {name: [words] for name, words in error.fields.items() if name != "__all__"}
            return problem("unfit", error.message, errors=fields)
        case StaleVersion():
            return problem("stale-version", error.message)
        case StepRefused():
            return problem("wrong-state", error.message)
        case ShapeError():
            return problem("unfit", str(error), errors={})
    return None


def _of_django(error: Exception) -> Response | None:
    match error:
        case Http404():
            return problem("not-found", _("There is nothing here that you can see."))
        case PermissionDenied():
            return problem("not-permitted", str(error) or _("Your present role may not do this."))
        case ValidationError():
            fields = error.message_dict if hasattr(error, "error_dict") else {}
            return problem("unfit", "; ".join(error.messages), errors=fields)
        case RequestDataTooBig():
            return problem("too-large", _("The body is too large."))
        case SuspiciousOperation():
            return problem("malformed", _("The request cannot be read."))
    return None


def _of_database(error: Exception) -> Response | None:
    match error:
        case DataError():
            return problem("unfit", _("A value is larger than can be stored."), errors={})
        case IntegrityError():
            logger.warning("The database refused a row", exc_info=error)
            return problem("conflict", _("The same was just stored by another request. Read it again."))
        case OperationalError():
            logger.warning("The database did not answer in time", exc_info=error)
            words = _("The portal is busy with this file. Send the request again in a few seconds.")
            return problem("busy", words, headers={"Retry-After": str(RETRY_AFTER)})
    return None


def _of_rest_framework(error: Exception) -> Response | None:
    if not isinstance(error, exceptions.APIException):
        return None
    if isinstance(error, exceptions.ValidationError):
        return problem("unfit", _("Some fields need another look."), errors=by_field(error.detail))
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = f"{wait:.0f}"
    kind = OF_STATUS.get(error.status_code)
    return problem(kind, str(error.detail), headers=headers) if kind else None


def by_field(detail: Any) -> dict[str, list[str]]:
    """Messages by the path of the field: `wanted.0.reason`; what belongs to no field stands under `_`."""
    found: dict[str, list[str]] = {}
    _collect(detail, "", found)
    return found


def _collect(detail: Any, path: str, found: dict[str, list[str]]) -> None:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            place = path if name in {"non_field_errors", "_"} else f"{path}.{name}" if path else str(name)
            _collect(inner, place, found)
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            nested = isinstance(inner, (dict, list))
            _collect(inner, f"{path}.{number}" if nested and path else path, found)
    else:
        found.setdefault(path or "_", []).append(str(detail))
