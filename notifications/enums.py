"""The kinds of messages a person can choose to receive by mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    TASK = "task", _("Something waits for me")
    DECISION = "decision", _("Decisions on my files")
    PROGRESS = "progress", _("News of my files, with nothing for me to do")
    REMINDER = "reminder", _("Dates that come near")
