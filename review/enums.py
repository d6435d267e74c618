"""The words of expert review."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewStage(models.TextChoices):
    """What experts are asked for."""

    ASSESSMENT = "assessment", _("Assessment before the award")
    CLOSING = "closing", _("Closing review")


class Decision(models.TextChoices):
    """What an expert says; the first two in a closing review (R8.1), the others in an assessment."""

    CLOSE = "close", _("The project may close")
    REFUSE = "refuse", _("The project may not close")
    RECOMMEND = "recommend", _("Support the project")
    ADVISE_AGAINST = "advise_against", _("Do not support the project")


DECISIONS_OF = {
    ReviewStage.CLOSING: (Decision.CLOSE, Decision.REFUSE),
    ReviewStage.ASSESSMENT: (Decision.RECOMMEND, Decision.ADVISE_AGAINST),
}


class AssignmentStatus(models.TextChoices):
    """Where an invitation stands; computed, never stored."""

    INVITED = "invited", _("Invited, conflict of interest not yet declared")
    READING = "reading", _("No conflict, opinion awaited")
    CONFLICT = "conflict", _("Has a conflict of interest")
    DECLINED = "declined", _("Declined")
    SUBMITTED = "submitted", _("Opinion submitted")
    REPLACED = "replaced", _("Replaced")
