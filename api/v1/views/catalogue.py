"""Laboratories and institutions."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import District
from api.paging import BY_NAME
from api.v1.base import Endpoint, PublicEndpoint
from api.v1.filters import LIMIT, NEXT, Filter, paged
from api.v1.outputs.catalogue import (
    INSTITUTION_ROW,
    LAB_ROW,
    InstitutionOutput,
    InstitutionRow,
    LaboratoryOutput,
    LaboratoryRow,
)
from api.v1.views.steps import institution_model
from institutions.enums import TechnologyField
from institutions.models import RecommendingInstitution, ServiceInstitution
from labs.enums import LabKind
from labs.models import Laboratory

KINDS = {"recommending": RecommendingInstitution, "service": ServiceInstitution}


class CatalogueFilter(Filter):
    """Which laboratories."""

    q = serializers.CharField(required=False, max_length=80, help_text="Every word must occur.")
    kind = serializers.ChoiceField(required=False, choices=LabKind.choices)
    field = serializers.ChoiceField(required=False, choices=TechnologyField.choices)
    district = serializers.ChoiceField(required=False, choices=District.choices)
    activity_type = serializers.CharField(
        required=False, max_length=40, help_text="Only those with such a service."
    )
    industrial_design = serializers.BooleanField(required=False, allow_null=True, default=None)

    def narrow(self, queryset: QuerySet) -> QuerySet:
        """The queryset under what was asked for."""
        asked = self.validated_data
        same = {name: asked[name] for name in ("kind", "field", "district") if name in asked}
        queryset = queryset.filter(**same)
        if "q" in asked:
            queryset = queryset.search(asked["q"])
        if "activity_type" in asked:
            queryset = queryset.offering(asked["activity_type"])
        return queryset.offering_industrial_design() if asked["industrial_design"] else queryset


class Laboratories(PublicEndpoint):
    """The public directory of open laboratories."""

    refuses_input = True

    @extend_schema(
        operation_id="laboratories_list",
        parameters=[CatalogueFilter, NEXT, LIMIT],
        responses=paged(LaboratoryRow),
    )
    def get(self, request: Request) -> Response:
        """The laboratories that are listed today, by name."""
        asked = CatalogueFilter.of(request)
        rows = asked.narrow(Laboratory.objects.listed(timezone.localdate())).values(*LAB_ROW)
        return self.page(rows, LaboratoryRow, BY_NAME)


class LaboratoryDetail(PublicEndpoint):
    """One laboratory."""

    @extend_schema(operation_id="laboratories_read", responses=LaboratoryOutput)
    def get(self, request: Request, reference: str) -> Response:
        """A laboratory with its instruments and services; keepers and the office also see unlisted ones."""
        laboratory = self.visible(Laboratory.objects.for_list(), reference=reference)
        return Response(LaboratoryOutput(laboratory, context={"actor": self.actor}).data)


class InstitutionFilter(Filter):
    """Which institutions."""

    kind = serializers.ChoiceField(choices=list(KINDS), default="recommending")


class Institutions(Endpoint):
    """Recommending and professional service institutions."""

    refuses_input = True

    @extend_schema(
        operation_id="institutions_list",
        parameters=[InstitutionFilter, NEXT, LIMIT],
        responses=paged(InstitutionRow),
    )
    def get(self, request: Request) -> Response:
        """The institutions of a kind that the caller may see: the office all, an institution itself."""
        model = KINDS[InstitutionFilter.of(request).validated_data["kind"]]
        return self.page(model.objects.visible_to(self.actor).values(*INSTITUTION_ROW), InstitutionRow)


class InstitutionDetail(Endpoint):
    """One institution."""

    @extend_schema(operation_id="institutions_read", responses=InstitutionOutput)
    def get(self, request: Request, reference: str) -> Response:
        """The standing of an institution in the programme, and what the caller can do with it now."""
        rows = institution_model(reference).objects.select_related("organisation")
        found = self.visible(rows, reference=reference)
        return Response(InstitutionOutput(found, context={"actor": self.actor}).data)
