"""Words that mean the same to somebody who looks for a laboratory."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

SEPARATORS = re.compile(r"[,，、;；\n]+")
MOST_WORDS = 20


def at_least_two(words: str) -> None:
    """Between two and twenty words. Raises ValidationError."""
    count = len(split(words))
    if count < 2:
        raise ValidationError(_("Give at least two words with a comma between them."))
    if count > MOST_WORDS:
        raise ValidationError(_("At most 20 words belong together."))


def split(words: str) -> list[str]:
    """The words of a group, once each."""
    found = (" ".join(word.split()) for word in SEPARATORS.split(words))
    return list(dict.fromkeys(word for word in found if word))


class SynonymGroup(models.Model):
    """One row is a group of words of which each finds what the others find."""

    words = models.CharField(
        _("words"),
        max_length=400,
        validators=[at_least_two],
        help_text=_("Separated by commas, for example: 扫描电镜, 扫描电子显微镜, SEM."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("groups of synonyms")

    def __str__(self) -> str:
        return self.words

    @property
    def list_of_words(self) -> list[str]:
        return split(self.words)
