"""The catalogue as it is searched: derived from laboratories, instruments and services, rebuilt at any time."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labs.models.laboratory import Laboratory
from workflow.engine import GramsField
from workflow.money import MoneyField


class Source(models.TextChoices):
    """What a searched line says; a hit in a name counts more than one in a description."""

    NAME = "name", _("name")
    INSTRUMENT = "instrument", _("instrument")
    SERVICE = "service", _("service")
    DESCRIPTION = "description", _("description")


class CatalogueCard(models.Model):
    """One row is one laboratory as the catalogue filters, sorts and shows it; whether it is listed is asked of itself."""

    # Derived rows: they go with what they are derived from.
    laboratory = models.OneToOneField(
        Laboratory, on_delete=models.CASCADE, related_name="card", verbose_name=_("laboratory")
    )
    activities = models.TextField(_("activity types"), blank=True, default="")
    lowest_price_fen = MoneyField(_("lowest unit price (元)"), null=True, blank=True)
    shortest_days = models.PositiveIntegerField(_("shortest lead time (working days)"), null=True, blank=True)
    instruments = models.PositiveIntegerField(_("number of instruments"), default=0)
    services = models.PositiveIntegerField(_("number of services"), default=0)
    grams = GramsField(default=list, editable=False)
    refreshed_at = models.DateTimeField(_("indexed"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("catalogue card")
        verbose_name_plural = _("catalogue cards")

    def __str__(self) -> str:
        return f"{self.laboratory_id}"


class CatalogueEntry(models.Model):
    """One row is one line that a search may hit: a laboratory's name or description, an instrument, a service."""

    laboratory = models.ForeignKey(
        Laboratory, on_delete=models.CASCADE, related_name="entries", verbose_name=_("laboratory")
    )
    source = models.CharField(_("source"), max_length=12, choices=Source.choices)
    label = models.TextField(_("words"))
    # The label and what stands beside it, normalised, between spaces.
    text = models.TextField(_("searched text"), editable=False)
    grams = GramsField(default=list, editable=False)

    class Meta:
        verbose_name = _("catalogue line")
        verbose_name_plural = _("catalogue lines")

    def __str__(self) -> str:
        return self.label


class CatalogueGram(models.Model):
    """One row is one word or pair of characters of the catalogue: in about how many lines it occurs, how it sounds."""

    gram = models.CharField(_("gram"), max_length=40, primary_key=True)
    entries = models.PositiveIntegerField(_("lines"), default=1)
    # Of a pair of Chinese characters: xianwei and xw.
    pinyin = models.CharField(_("pinyin"), max_length=16, blank=True, default="")
    initials = models.CharField(_("first letters"), max_length=4, blank=True, default="")

    class Meta:
        verbose_name = _("word of the catalogue")
        verbose_name_plural = _("words of the catalogue")
        indexes = [
            models.Index(fields=["pinyin"], name="catalogue_gram_pinyin"),
            models.Index(fields=["initials"], name="catalogue_gram_initials"),
        ]

    def __str__(self) -> str:
        return self.gram
