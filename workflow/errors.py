"""What the door says when a step may not be taken; each error maps to one HTTP status."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from policy.findings import Findings


class StepRefused(Exception):
    """Base of the refusals; `status` is the HTTP status that pages and API answer with."""

    status = 409

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


class WrongState(StepRefused):
    """The dossier is not where this step starts; says who was faster, if somebody was (409)."""


class StaleVersion(StepRefused):
    """The dossier moved on after the form was opened; nothing was overwritten (409)."""


class NotPermitted(PermissionDenied):
    """The step is possible, but not for this person in this role (403)."""

    def __init__(self, transition: str):
        super().__init__(_("Your present role may not take this step."))
        self.transition = transition


class Blocked(StepRefused):
    """A rule of the policy edition forbids the step; carries the findings with clauses and figures (422)."""

    status = 422

    def __init__(self, findings: Findings):
        super().__init__(_("The rules of the programme do not allow this step yet."))
        self.findings = findings


class Unfit(StepRefused):
    """The step's own input is missing or does not fit (422); `fields` maps field names to messages."""

    status = 422

    def __init__(self, message: str, fields: dict[str, str] | None = None):
        super().__init__(message)
        self.fields = fields or {}

    @classmethod
    def of(cls, error: ValidationError) -> "Unfit":
        """What `full_clean` of a row found, by field; a broken constraint of the whole row is the message."""
        fields = {name: " ".join(messages) for name, messages in error.message_dict.items()}
        return cls(fields.get("__all__") or _("Some fields need another look."), fields)
