"""Laboratories and institutions."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import District
from api.paging import slice_of
from api.v1.base import Endpoint, PublicEndpoint
from api.v1.filters import LIMIT, NEXT, Filter, paged
from api.v1.outputs.catalogue import (
    INSTITUTION_ROW,
    LAB_ROW,
    InstitutionOutput,
    InstitutionRow,
    LaboratoryOutput,
    LaboratoryPage,
)
from api.v1.views.steps import institution_model
from institutions.enums import TechnologyField
from institutions.models import RecommendingInstitution, ServiceInstitution
from labs.enums import ActivityType, LabKind, LabLevel
from labs.models import Laboratory
from labs.search.find import find
from labs.search.selection import Selection

KINDS = {"recommending": RecommendingInstitution, "service": ServiceInstitution}


class CatalogueFilter(Filter):
    """Which laboratories, in which order; several values of one name widen, several names narrow."""

    q = serializers.CharField(
        required=False,
        max_length=400,
        help_text="A need in free words, a name, an instrument, a method or a standard; in Chinese or English.",
    )
    kind = serializers.MultipleChoiceField(required=False, choices=LabKind.choices)
    level = serializers.MultipleChoiceField(required=False, choices=LabLevel.choices)
    field = serializers.MultipleChoiceField(required=False, choices=TechnologyField.choices)
    district = serializers.MultipleChoiceField(required=False, choices=District.choices)
    activity = serializers.MultipleChoiceField(required=False, choices=ActivityType.choices)
    activity_type = serializers.CharField(
        required=False, max_length=40, help_text="One activity; the same as `activity`."
    )
    capability = serializers.MultipleChoiceField(required=False, choices=["design", "cma", "cnas"])
    industrial_design = serializers.BooleanField(required=False, allow_null=True, default=None)
    price = serializers.MultipleChoiceField(
        required=False,
        choices=["500", "2000", "10000", "50000", "more", "unknown"],
        help_text="Class of the lowest price (元).",
    )
    days = serializers.MultipleChoiceField(
        required=False,
        choices=["5", "10", "20", "60", "more", "unknown"],
        help_text="Class of the shortest lead time (working days).",
    )
    sort = serializers.ChoiceField(required=False, choices=["relevance", "name", "price", "days"])

    def selection(self) -> Selection:
        """The facets that were asked for."""
        asked = {
            name: set(value) for name, value in self.validated_data.items() if isinstance(value, (set, list))
        }
        if self.validated_data["industrial_design"]:
            asked.setdefault("capability", set()).add("design")
        chosen = {name: frozenset(values) for name, values in asked.items() if values}
        if code := self.validated_data.get("activity_type"):
            chosen["activity"] = chosen.get("activity", frozenset()) | {code}
        return Selection(chosen)


class Laboratories(PublicEndpoint):
    """The public directory of open laboratories."""

    refuses_input = True

    @extend_schema(
        operation_id="laboratories_list", parameters=[CatalogueFilter, NEXT, LIMIT], responses=LaboratoryPage
    )
    def get(self, request: Request) -> Response:
        """The laboratories that are listed today: what answers best first with words, by name without."""
        asked = CatalogueFilter.of(request)
        found = find(asked.validated_data.get("q", ""), timezone.localdate())
        selection = asked.selection()
        kept = found.sorted_by(asked.validated_data.get("sort", "relevance"), selection.keep(found.rows))
        some, following = slice_of(kept, request)
        wanted = Laboratory.objects.filter(pk__in=[row.laboratory for row in some])
        known = {row["pk"]: row for row in wanted.values(*LAB_ROW)}
        rows = [
            known[row.laboratory] | {"reasons": found.reasons(row.laboratory)}
            for row in some
            if row.laboratory in known
        ]
        counts = selection.counts(found.rows)
        facets = {name: dict(sorted(values.items())) for name, values in counts.items()}
        page = {"results": rows, "next": following, "count": len(kept), "facets": facets}
        return Response(LaboratoryPage(page).data)


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
