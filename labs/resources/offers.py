"""Tables of instruments and services; a row may name only a laboratory whose data the actor keeps."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from accounts.spreadsheets import (
    CellRefused,
    ChoiceWidget,
    Column,
    ScopedResource,
    TextWidget,
    WholeWidget,
    in_chunks,
    register,
)
from labs.enums import ActivityType, InstrumentStatus, ListingState
from labs.forms import activity_choices
from labs.models import Instrument, Laboratory, ServiceItem
from labs.resources.finding import Register, key
from labs.resources.laboratories import LaboratoryResource
from workflow.spreadsheets import YuanWidget

DECIDED = (ListingState.SUBMITTED, ListingState.NOMINATED)


class LaboratoryWidget(TextWidget):
    """A laboratory by its reference, or by its name when the actor keeps just one of that name."""

    def render(self, value, obj=None, **kwargs):
        return value.reference or value.name if value is not None else ""


class ActivityWidget(ChoiceWidget):
    """The activity types of the edition in force."""

    def __init__(self) -> None:
        super().__init__(ActivityType.choices)

    def codes(self) -> dict[str, str]:
        found = super().codes()
        known = {code for code, _words in self.in_force()}
        return {name: code for name, code in found.items() if code in known} | {code: code for code in known}

    def in_force(self) -> list[tuple[str, Any]]:
        if not hasattr(self, "_in_force"):
            self._in_force = activity_choices()
        return self._in_force


def this_year() -> int:
    return timezone.localdate().year


class OfferResource(ScopedResource):
    """What both tables share: the laboratory may be left out by people who keep just one."""

    laboratory = Column(
        "laboratory",
        LaboratoryWidget(),
        settled=True,
        example="LAB-7K3MQ2XF",
        hint=gettext_lazy(
            "Reference or name of the laboratory. It may be left out by somebody who keeps just one."
        ),
    )
    natural = ""

    def get_queryset(self):
        return self._meta.model.objects.kept_by(self.actor).select_related("laboratory__organisation")

    @classmethod
    def may_import(cls, actor) -> bool:
        return actor.role in {Role.LABORATORY, Role.SERVICE}

    def prepare(self, rows: list[dict[str, Any]]) -> None:
        """The laboratories that are named, and everything they offer by now."""
        reg = self.register = Register.of(self.actor, self.shared)
        named = [str(row.get("laboratory") or "").strip() for row in rows]
        reg.read_references(name for name in named if name.startswith("LAB-"))
        reg.read_names(key("", name)[1] for name in named if name and not name.startswith("LAB-"))
        kept = {lab.pk: lab for lab in reg.by_reference.values() if lab.pk and reg.is_kept(lab)}
        if reg.only:
            kept[reg.only.pk] = reg.only
        self.offers = {}
        for chunk in in_chunks(sorted(kept)):
            for offer in self._meta.model.objects.filter(laboratory__in=chunk):
                offer.laboratory = kept[offer.laboratory_id]
                self.offers[offer.laboratory_id, getattr(offer, self.natural)] = offer
        self._found: dict[str, Laboratory | CellRefused] = {}

    def meant(self, row: dict[str, Any]) -> Laboratory | CellRefused:
        """The laboratory of a row, or why it cannot be that one."""
        text = str(row.get("laboratory") or "").strip()
        if text not in self._found:
            self._found[text] = self._look_up(text)
        return self._found[text]

    def _look_up(self, text: str) -> Laboratory | CellRefused:
        reg = self.register
        if not text:
            found = [reg.only] if reg.only else []
            if not found:
                return CellRefused(
                    _("The laboratory is missing."), _("Write its reference or its name in every row.")
                )
        elif text.startswith("LAB-"):
            known = reg.by_reference.get(text)
            found = [known] if known and reg.is_kept(known) else []
        else:
            found = list(reg.kept_named(text))
        if not found:
            return CellRefused(
                _("“%(reference)s” is not a laboratory whose data you keep.") % {"reference": text},
                _("Use the reference that the list of your laboratories shows."),
            )
        if len(found) > 1:
            return CellRefused(
                _("You keep several laboratories of this name."),
                _("Write the reference instead of the name."),
            )
        laboratory = found[0]
        if laboratory.state in DECIDED:
            return CellRefused(
                _("%(name)s is being decided on and cannot be changed now.") % {"name": laboratory.reference},
                _("Take its submission back first, or wait for the decision."),
            )
        return laboratory

    def known(self, row):
        laboratory = self.meant(row)
        if not isinstance(laboratory, Laboratory) or laboratory.pk is None:
            return None
        return self.offers.get((laboratory.pk, str(row[self.natural]).strip()))

    def import_instance(self, instance, row, **kwargs) -> None:
        """The laboratory is settled first; everything else belongs to it."""
        laboratory = self.meant(row)
        if isinstance(laboratory, CellRefused):
            self.problem(row, "laboratory", str(laboratory.reason), str(laboratory.advice))
        else:
            instance.laboratory = laboratory
        super().import_instance(instance, row, **kwargs)

    def key_of(self, row, instance):
        return id(instance.laboratory), getattr(instance, self.natural)

    def write_new(self, rows):
        super().write_new(rows)
        self.register.touched |= {row.laboratory_id for row in rows}

    def write_changed(self, rows):
        super().write_changed(rows)
        self.register.touched |= {row.laboratory_id for row in rows}

    def finish(self) -> None:
        """The catalogue finds what was taken in."""
        self.register.refresh()


class InstrumentResource(OfferResource):
    """Instruments; a row with a known inventory number changes that instrument."""

    natural = "number"
    number = Column(
        "number",
        needed=True,
        example="SEM-01",
        hint=gettext_lazy("A row with a known number changes that instrument."),
    )
    name = Column("name", label=gettext_lazy("name of the instrument"), needed=True, example="扫描电子显微镜")
    model = Column("model", example="S-4800")
    maker = Column("maker", example="日立")
    year = Column("year", WholeWidget(1900, this_year), example="2021")
    price = Column("price_fen", YuanWidget(), example="2,350,000")
    status = Column("status", ChoiceWidget(InstrumentStatus.choices, default=InstrumentStatus.IN_SERVICE))

    class Meta(ScopedResource.Meta):
        model = Instrument
        import_id_fields = ["number"]
        fields = ["laboratory", "number", "name", "model", "maker", "year", "price", "status"]
        export_order = fields


class ServiceItemResource(OfferResource):
    """Services; a row with a known name changes that service."""

    natural = "name"
    name = Column(
        "name",
        label=gettext_lazy("name of the service"),
        needed=True,
        example="断口形貌分析",
        hint=gettext_lazy("A row with a known name changes that service."),
    )
    activity_type = Column("activity_type", ActivityWidget(), needed=True)
    method = Column("method", example="GB/T 16594")
    unit_price = Column("unit_price_fen", YuanWidget(), example="800")
    unit = Column("unit", example="件")
    lead_time_days = Column("lead_time_days", WholeWidget(0, 3650), example="5")

    class Meta(ScopedResource.Meta):
        model = ServiceItem
        import_id_fields = ["name"]
        fields = ["laboratory", "name", "activity_type", "method", "unit_price", "unit", "lead_time_days"]
        export_order = fields


LABORATORIES = register("laboratories", LaboratoryResource, InstrumentResource, ServiceItemResource)
INSTRUMENTS = register("instruments", InstrumentResource)
SERVICES = register("services", ServiceItemResource)
