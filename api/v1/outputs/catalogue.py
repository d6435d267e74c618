"""Laboratories and institutions as the API shows them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.fields import MoneyField
from api.v1.outputs.dossier import StepOutput, step_rows
from labs.models import Laboratory, Source

LAB_ROW = (
    "pk",
    "organisation__name_key",
    "reference",
    "organisation__name",
    "kind",
    "level",
    "field",
    "district",
    "offers_industrial_design",
    "has_cma",
    "has_cnas",
    "host_organisation",
    "listed_from",
    "listed_to",
    "state",
)
INSTITUTION_ROW = ("pk", "reference", "organisation__name", "organisation__district", "state", "active_since")


class ReasonOutput(serializers.Serializer):
    """One line of a laboratory that answers what was asked."""

    place = serializers.ChoiceField(source="source", choices=Source.choices)
    line = serializers.CharField(source="label")
    words = serializers.ListField(
        child=serializers.CharField(), help_text="Which words of the question it answers."
    )


class LaboratoryRow(serializers.Serializer):
    """A laboratory in the catalogue; rows are dictionaries of `LAB_ROW`, with why each was found."""

    reference = serializers.CharField()
    name = serializers.CharField(source="organisation__name")
    kind = serializers.CharField()
    level = serializers.CharField()
    field = serializers.CharField()
    district = serializers.CharField()
    offers_industrial_design = serializers.BooleanField()
    has_cma = serializers.BooleanField()
    has_cnas = serializers.BooleanField()
    host_organisation = serializers.CharField()
    listed_from = serializers.DateField(allow_null=True)
    listed_to = serializers.DateField(allow_null=True)
    state = serializers.CharField()
    reasons = ReasonOutput(many=True, help_text="Empty without words to search for.")


class LaboratoryPage(serializers.Serializer):
    """A page of the catalogue with the counts of every facet."""

    results = LaboratoryRow(many=True)
    next = serializers.URLField(allow_null=True, help_text="Null on the last page.")
    count = serializers.IntegerField()
    facets = serializers.DictField(
        child=serializers.DictField(child=serializers.IntegerField()),
        help_text="For each facet, how many laboratories each value would show.",
    )


class InstrumentOutput(serializers.Serializer):
    """One instrument that a laboratory opens to others."""

    name = serializers.CharField()
    model = serializers.CharField()
    number = serializers.CharField()
    maker = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    status = serializers.CharField()


class ServiceOutput(serializers.Serializer):
    """One service with its price."""

    name = serializers.CharField()
    activity_type = serializers.CharField()
    method = serializers.CharField()
    unit_price = MoneyField(source="unit_price_fen")
    unit = serializers.CharField()
    lead_time_days = serializers.IntegerField(allow_null=True)


class LaboratoryOutput(serializers.Serializer):
    """A laboratory with everything it offers."""

    reference = serializers.CharField()
    name = serializers.CharField()
    state = serializers.CharField()
    kind = serializers.CharField()
    level = serializers.CharField()
    field = serializers.CharField()
    district = serializers.CharField()
    offers_industrial_design = serializers.BooleanField()
    has_cma = serializers.BooleanField()
    has_cnas = serializers.BooleanField()
    accreditation_number = serializers.CharField()
    accreditation_issuer = serializers.CharField()
    accreditation_valid_to = serializers.DateField(allow_null=True)
    host_organisation = serializers.CharField()
    reported_by = serializers.CharField(source="reported_by.organisation.name", default=None, allow_null=True)
    introduction = serializers.CharField()
    director = serializers.CharField()
    contact = serializers.CharField()
    working_hours = serializers.CharField()
    listed_from = serializers.DateField(allow_null=True)
    listed_to = serializers.DateField(allow_null=True)
    instruments = serializers.SerializerMethodField()
    services = serializers.SerializerMethodField()
    available_steps = serializers.SerializerMethodField(help_text="Empty for visitors.")

    @extend_schema_field(InstrumentOutput(many=True))
    def get_instruments(self, laboratory: Laboratory) -> Any:
        return InstrumentOutput(laboratory.instruments.by_name(), many=True).data

    @extend_schema_field(ServiceOutput(many=True))
    def get_services(self, laboratory: Laboratory) -> Any:
        return ServiceOutput(laboratory.services.by_name(), many=True).data

    @extend_schema_field(StepOutput(many=True))
    def get_available_steps(self, laboratory: Laboratory) -> list[dict[str, Any]]:
        return step_rows(laboratory, self.context["actor"], "laboratory")


class InstitutionRow(serializers.Serializer):
    """An institution in a list; rows are dictionaries of `INSTITUTION_ROW`."""

    reference = serializers.CharField()
    name = serializers.CharField(source="organisation__name")
    district = serializers.CharField(source="organisation__district")
    state = serializers.CharField()
    active_since = serializers.DateField(allow_null=True)


class InstitutionOutput(serializers.Serializer):
    """The standing of one institution in the programme."""

    reference = serializers.CharField()
    name = serializers.CharField(source="organisation.name")
    kind = serializers.CharField(source="organisation.kind")
    state = serializers.CharField()
    introduction = serializers.CharField()
    features = serializers.CharField()
    contact = serializers.CharField()
    active_since = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()
    available_steps = serializers.SerializerMethodField()

    @extend_schema_field(StepOutput(many=True))
    def get_available_steps(self, institution) -> list[dict[str, Any]]:
        return step_rows(institution, self.context["actor"], "institution")
