"""The words for changes of a contract."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeKind(models.TextChoices):
    """What the parties want to change; the voucher itself never grows."""

    PERIOD = "period", _("Period of the work")
    AMOUNT = "amount", _("Contract amount")
    LABORATORY = "laboratory", _("Persons or equipment of the laboratory")
    CONTENT = "content", _("Content of the work")


class ChangeState(models.TextChoices):
    OPEN = "open", _("With the office")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
