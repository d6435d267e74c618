"""Tables of instruments and services; a row may name only a laboratory whose data the actor keeps."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.fields import Field
from import_export.widgets import ForeignKeyWidget, Widget

from accounts.spreadsheets import ScopedResource
from labs.enums import ActivityType, InstrumentStatus, ListingState
from labs.models import Instrument, Laboratory, ServiceItem
from workflow.money import parse_yuan, plain_yuan

DECIDED = (ListingState.SUBMITTED, ListingState.NOMINATED)


class OwnLaboratoryWidget(ForeignKeyWidget):
    """A laboratory by its reference, within those that the actor keeps and that are not being decided on."""

    def __init__(self):
        super().__init__(Laboratory, field="reference")
        self.actor = None

    def clean(self, value, row=None, **kwargs):
        found = Laboratory.objects.kept_by(self.actor).filter(reference=str(value or "").strip()).first()
        if found is None:
            raise ValueError(
                _("“%(reference)s” is not a laboratory whose data you keep.") % {"reference": value}
            )
        if found.state in DECIDED:
            raise ValueError(
                _("%(name)s is being decided on and cannot be changed now.") % {"name": found.reference}
            )
        return found


class YuanWidget(Widget):
    """Amounts are written in 元 and kept in fen."""

    def clean(self, value, row=None, **kwargs):
        text = str(value if value is not None else "").strip()
        return parse_yuan(text) if text else None

    def render(self, value, obj=None, **kwargs):
        return plain_yuan(value) if value is not None else ""


class ChoiceWidget(Widget):
    """A choice by its code or by its words."""

    def __init__(self, choices, default: str = ""):
        super().__init__()
        self.choices, self.default = choices, default

    def clean(self, value, row=None, **kwargs):
        text = str(value if value is not None else "").strip()
        if not text:
            return self.default
        return self._codes().get(text, text)

    def _codes(self) -> dict[str, str]:
        """Codes and words of every language: a table does not say in which one it was written."""
        found = {code: code for code in self.choices.values}
        for language, _name in settings.LANGUAGES:
            with override(language):
                found |= {str(words): code for code, words in self.choices.choices}
        return found


class OfferResource(ScopedResource):
    """What both tables share: the laboratory may be left out by people who keep just one."""

    laboratory = Field(attribute="laboratory", column_name="laboratory", widget=OwnLaboratoryWidget())

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.fields["laboratory"].widget.actor = self.actor
        kept = list(Laboratory.objects.kept_by(self.actor)[:2])
        self.only = kept[0] if len(kept) == 1 else None

    def get_queryset(self):
        return self._meta.model.objects.kept_by(self.actor)

    def before_import(self, dataset, **kwargs):
        if self.only and "laboratory" not in (dataset.headers or []):
            dataset.append_col([""] * len(dataset), header="laboratory")
        super().before_import(dataset, **kwargs)

    def before_import_row(self, row, **kwargs):
        if self.only and not str(row.get("laboratory") or "").strip():
            row["laboratory"] = self.only.reference


class InstrumentResource(OfferResource):
    """Instruments; a row with a known inventory number changes that instrument."""

    number = Field(attribute="number", column_name="number")
    price = Field(attribute="price_fen", column_name="price", widget=YuanWidget())
    status = Field(
        attribute="status",
        column_name="status",
        widget=ChoiceWidget(InstrumentStatus, default=InstrumentStatus.IN_SERVICE),
    )

    class Meta(ScopedResource.Meta):
        model = Instrument
        import_id_fields = ["laboratory", "number"]
        fields = ["laboratory", "number", "name", "model", "maker", "year", "price", "status"]
        export_order = fields


class ServiceItemResource(OfferResource):
    """Services; a row with a known name changes that service."""

    unit_price = Field(attribute="unit_price_fen", column_name="unit_price", widget=YuanWidget())
    activity_type = Field(
        attribute="activity_type", column_name="activity_type", widget=ChoiceWidget(ActivityType)
    )

    class Meta(ScopedResource.Meta):
        model = ServiceItem
        import_id_fields = ["laboratory", "name"]
        fields = ["laboratory", "name", "activity_type", "method", "unit_price", "unit", "lead_time_days"]
        export_order = fields
