"""The words of the desk: how a claim ends, what an officer marks, in which form a list is taken away."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ending(models.TextChoices):
    """How somebody ceased to have a file."""

    RELEASED = "released", _("Put back")
    HANDED_OVER = "handed_over", _("Handed over")
    TAKEN_OVER = "taken_over", _("Taken over")
    LAPSED = "lapsed", _("Lapsed")


class Mark(models.TextChoices):
    """What an officer notes beside a point of the check-list."""

    SEEN = "seen", _("Seen")
    NOT_OK = "not_ok", _("Not in order")


class FileFormat(models.TextChoices):
    """The forms of an exported list."""

    XLSX = "xlsx", _("Excel (XLSX)")
    CSV = "csv", _("Text (CSV)")
