"""What a laboratory offers: instruments and services with their prices."""

from uuid import uuid4

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from labs.enums import InstrumentStatus
from labs.models.laboratory import Laboratory
from workflow.money import MoneyField


class OfferQuerySet(models.QuerySet):
    """Instruments and services in the programme's words."""

    def visible_to(self, actor):
        """What belongs to a laboratory that the actor may see."""
        return self.filter(laboratory__in=Laboratory.objects.visible_to(actor))

    def kept_by(self, actor):
        """What belongs to a laboratory whose data the actor keeps."""
        return self.filter(laboratory__in=Laboratory.objects.kept_by(actor))

    def by_name(self):
        return self.order_by("name", "pk")

    def count_by_laboratory(self, laboratories) -> dict[int, int]:
        """How many rows each of some laboratories has, in one query."""
        found = self.filter(laboratory__in=laboratories).order_by()
        return dict(found.values_list("laboratory").annotate(models.Count("pk")))


def photo_path(instrument: "Instrument", filename: str) -> str:
    """A path that keeps nothing of the uploaded name and cannot be guessed."""
    name = uuid4().hex
    return f"photos/{name[:2]}/{name}.jpg"


class Instrument(models.Model):
    """One row is one instrument or set of equipment that a laboratory opens to others."""

    laboratory = models.ForeignKey(
        Laboratory, on_delete=models.PROTECT, related_name="instruments", verbose_name=_("laboratory")
    )
    name = models.CharField(_("name"), max_length=120)
    model = models.CharField(_("model"), max_length=120, blank=True)
    number = models.CharField(_("inventory number"), max_length=60)
    maker = models.CharField(_("maker"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year of purchase"), null=True, blank=True, validators=[MinValueValidator(1900)]
    )
    price_fen = MoneyField(_("purchase price (元)"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=InstrumentStatus.choices, default=InstrumentStatus.IN_SERVICE
    )
    photo = models.FileField(
        _("photo"), upload_to=photo_path, max_length=120, blank=True, default="", editable=False
    )

    objects = OfferQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        constraints = [
            models.UniqueConstraint(
                fields=["laboratory", "number"],
                name="instrument_number_once",
                violation_error_message=_(
                    "The laboratory already has an instrument with this inventory number."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(price_fen__isnull=True) | models.Q(price_fen__gte=0),
                name="instrument_price_not_negative",
                violation_error_message=_("A price is not negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def photo_url(self) -> str:
        """The address of the photo for whoever may see the laboratory; empty without one."""
        if not self.photo:
            return ""
        return reverse("labs:photo", args=[self.laboratory.reference, self.photo.name.rpartition("/")[2]])


class ServiceItem(models.Model):
    """One row is one service of a laboratory with its method, price and lead time."""

    laboratory = models.ForeignKey(
        Laboratory, on_delete=models.PROTECT, related_name="services", verbose_name=_("laboratory")
    )
    name = models.CharField(_("name"), max_length=120)
    activity_type = models.CharField(_("activity type"), max_length=40)
    method = models.CharField(_("standard or method"), max_length=200, blank=True)
    unit_price_fen = MoneyField(_("unit price (元)"), null=True, blank=True)
    unit = models.CharField(
        _("unit"), max_length=40, blank=True, help_text=_("For example: sample, hour, set.")
    )
    lead_time_days = models.PositiveSmallIntegerField(_("lead time (working days)"), null=True, blank=True)

    objects = OfferQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        indexes = [models.Index(fields=["activity_type", "laboratory"], name="service_activity")]
        constraints = [
            models.UniqueConstraint(
                fields=["laboratory", "name"],
                name="service_name_once",
                violation_error_message=_("The laboratory already offers a service of this name."),
            ),
            models.CheckConstraint(
                condition=models.Q(unit_price_fen__isnull=True) | models.Q(unit_price_fen__gte=0),
                name="service_price_not_negative",
                violation_error_message=_("A price is not negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
