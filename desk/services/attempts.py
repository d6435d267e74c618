"""Tries one step on one file: taken, or refused by name and reason, and in a rehearsal taken back at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, models, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.findings import Findings
from workflow.errors import Blocked, StepRefused, Unfit, WrongState
from workflow.models import Event

logger = logging.getLogger(__name__)
BROKEN = gettext_lazy("Something went wrong with this file; nothing was changed. Try it singly.")


class Cause(models.TextChoices):
    """Why a file was refused."""

    STATE = "state", gettext_lazy("State of the file")
    PERMISSION = "permission", gettext_lazy("Not allowed")
    FINDINGS = "findings", gettext_lazy("Rules")
    INPUT = "input", gettext_lazy("Input")
    MOVED = "moved", gettext_lazy("Moved on")
    UNEXPECTED = "unexpected", gettext_lazy("Not expected")


class Moved(StepRefused):
    """What was looked at is no longer what would happen (409)."""


@dataclass
class Result:
    """What one attempt came to; `cause` is empty when the step was taken."""

    event: Event | None = None
    letters: list[dict[str, Any]] = field(default_factory=list)
    cause: str = ""
    reason: str = ""
    findings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return bool(self.cause)


def attempt(take: Callable[[], Result], *, rehearsal: bool = False) -> Result:
    """Calls `take` in a transaction of its own and says what came of it; a rehearsal leaves no trace in any table.

    A refusal becomes a result. What is wrong with the house and not with the file (the database is away, the worker
    has to stop) is raised, so that the file is tried again.
    """
    result = Result()
    try:
        with transaction.atomic():
            result = take()
            transaction.set_rollback(rehearsal)
    except (OperationalError, InterfaceError, SoftTimeLimitExceeded):
        raise
    except Exception as error:  # noqa: BLE001 - whatever one file raises, the others go on
        return _refusal(error)
    if rehearsal:
        result.event = None
    return result


def in_every_language(result: Result, again: Callable[[], Result]) -> dict[str, str]:
    """The reason of a refusal in every language of the portal; `again` is the same attempt as a rehearsal."""
    reasons = {translation.get_language() or settings.LANGUAGE_CODE: _words(result)}
    for language, _name in settings.LANGUAGES:
        if language not in reasons:
            with translation.override(language):
                same = result if result.findings or result.cause == Cause.UNEXPECTED else again()
                reasons[language] = _words(same) or _words(result)
    return reasons


def _words(result: Result) -> str:
    """A sentence in the active language: the findings' own words, where rules refused."""
    if result.findings:
        return " ".join(finding.text() for finding in Findings.from_store("", result.findings))
    return str(BROKEN) if result.cause == Cause.UNEXPECTED else result.reason


def _refusal(error: Exception) -> Result:
    match error:
        case Blocked():
            blocking = [finding.store() for finding in error.findings.blocking]
            return Result(cause=Cause.FINDINGS, reason=error.message, findings=blocking)
        case Moved():
            return Result(cause=Cause.MOVED, reason=error.message)
        case Unfit():
            words = " ".join(dict.fromkeys([error.message, *error.fields.values()]))
            return Result(cause=Cause.INPUT, reason=words)
        case WrongState() | StepRefused():
            return Result(cause=Cause.STATE, reason=error.message)
        case PermissionDenied():
            return Result(
                cause=Cause.PERMISSION, reason=str(error) or _("Your present role may not do this.")
            )
        case ValidationError():
            return Result(cause=Cause.INPUT, reason=" ".join(error.messages))
    logger.error("A file of a batch could not be worked on", exc_info=error)
    return Result(cause=Cause.UNEXPECTED, reason=str(BROKEN))
