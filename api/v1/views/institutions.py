"""What institutions do and how they are judged: each list starts with what the caller may see of one institution."""

from functools import cache
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.v1.base import Endpoint, PublicEndpoint
from api.v1.filters import LIMIT, NEXT, Filter, paged
from api.v1.outputs.institutions import (
    DIRECTORY_ROW,
    SERVED_ROW,
    TRAINING_ROW,
    CoachingRow,
    DeedOutput,
    DirectoryRow,
    EvaluationRow,
    RoundRow,
    SelfReportRow,
    ServedRow,
    TrainingRow,
    VoucherEventRow,
)
from institutions import perms
from institutions.deeds import deeds_for
from institutions.enums import TechnologyField
from institutions.models import (
    CoachingNote,
    EvaluationRound,
    PerformanceEvaluation,
    PlannedEvent,
    RecommendingInstitution,
    SelfReport,
    ServedEnterprise,
    ServiceInstitution,
    Training,
)

# One page of a row, described once however many lists have it.
described = cache(paged)


def listed(name: str, row: type[serializers.Serializer], *filters: type[Filter]) -> Any:
    """The words of a list for the OpenAPI document."""
    return extend_schema(operation_id=name, parameters=[*filters, NEXT, LIMIT], responses=described(row))


class OfRecommending(Endpoint):
    """Rows of one recommending institution."""

    def of(self, reference: str, model: Any) -> Any:
        """The rows of the institution that the caller may see. Raises Http404."""
        found = self.visible(RecommendingInstitution.objects.for_list(), reference=reference)
        return model.objects.visible_to(self.actor).filter(institution=found)


class InstitutionEnterprises(OfRecommending):
    """The enterprises that an institution serves."""

    @listed("institution_enterprises", ServedRow)
    def get(self, request: Request, reference: str) -> Response:
        """The list of served enterprises, newest first: for the institution itself, the office and auditors."""
        return self.page(self.of(reference, ServedEnterprise).values(*SERVED_ROW), ServedRow)


class InstitutionEnterprise(Endpoint):
    """What an institution did for one enterprise."""

    @extend_schema(operation_id="institution_deeds", responses=DeedOutput(many=True))
    def get(self, request: Request, reference: str, code: str) -> Response:
        """Talks, events, advice on needs and recommendations, newest first, whichever part of the portal keeps them."""
        institution = self.visible(RecommendingInstitution.objects.for_list(), reference=reference)
        deeds = deeds_for(institution, code, self.actor)
        if not deeds and not institution.served_enterprises.filter(uscc=code).exists():
            raise Http404
        return Response(DeedOutput(deeds, many=True).data)


class InstitutionVoucherEvents(OfRecommending):
    """The voucher events of an institution."""

    @listed("institution_voucher_events", VoucherEventRow)
    def get(self, request: Request, reference: str) -> Response:
        """Events planned and held, newest first, with who came."""
        return self.page(self.of(reference, PlannedEvent).prefetch_related("enterprises"), VoucherEventRow)


class InstitutionCoaching(OfRecommending):
    """The notes of coaching of an institution."""

    @listed("institution_coaching", CoachingRow)
    def get(self, request: Request, reference: str) -> Response:
        """The institution's own dated notes, newest first; advice on needs stands with the deeds for an enterprise."""
        return self.page(self.of(reference, CoachingNote).select_related("enterprise", "by"), CoachingRow)


class InstitutionTrainings(OfRecommending):
    """The trainings of an institution."""

    @listed("institution_trainings", TrainingRow)
    def get(self, request: Request, reference: str) -> Response:
        """The trainings that the office gave."""
        return self.page(self.of(reference, Training).values(*TRAINING_ROW), TrainingRow)


class EvaluationFilter(Filter):
    """Which results."""

    year = serializers.IntegerField(required=False, min_value=2010, max_value=2100)


class Evaluations(Endpoint):
    """The results of yearly evaluations."""

    @listed("evaluations_list", EvaluationRow, EvaluationFilter)
    def get(self, request: Request) -> Response:
        """The office compares all institutions of a year; an institution reads its own results once published."""
        asked = EvaluationFilter.of(request).validated_data
        rows = PerformanceEvaluation.objects.visible_to(self.actor).filter(**asked)
        return self.page(rows.select_related("institution__organisation"), EvaluationRow)


class InstitutionEvaluations(Endpoint):
    """The history of one professional service institution."""

    @listed("institution_evaluations", EvaluationRow)
    def get(self, request: Request, reference: str) -> Response:
        """Its results, newest first."""
        found = self.visible(ServiceInstitution.objects.for_list(), reference=reference)
        rows = PerformanceEvaluation.objects.visible_to(self.actor).filter(institution=found)
        return self.page(rows.select_related("institution__organisation"), EvaluationRow)


class InstitutionSelfReports(Endpoint):
    """The self-reports of one professional service institution."""

    @listed("institution_self_reports", SelfReportRow)
    def get(self, request: Request, reference: str) -> Response:
        """Its reports, newest first; others than itself see those that were handed in."""
        found = self.visible(ServiceInstitution.objects.for_list(), reference=reference)
        rows = SelfReport.objects.visible_to(self.actor).filter(institution=found)
        return self.page(rows.select_related("round"), SelfReportRow)


class EvaluationRounds(Endpoint):
    """The yearly evaluations with their indicators."""

    @listed("evaluation_rounds", RoundRow)
    def get(self, request: Request) -> Response:
        """By what institutions are judged: for professional service institutions, the office and auditors."""
        self.require(perms.sees_indicators(self.actor), "evaluation_rounds")
        return self.page(EvaluationRound.objects.prefetch_related("indicators"), RoundRow)


class DirectoryFilter(Filter):
    """Which institutions."""

    field = serializers.ChoiceField(required=False, choices=TechnologyField.choices)
    is_field_center = serializers.BooleanField(required=False, allow_null=True, default=None)


class ServiceInstitutions(PublicEndpoint):
    """The public list of professional service institutions and field centres."""

    refuses_input = True

    @listed("service_institutions_list", DirectoryRow, DirectoryFilter)
    def get(self, request: Request) -> Response:
        """Who can report a laboratory now: the houses of platform members, and the field centres for all others."""
        asked = DirectoryFilter.of(request).validated_data
        chosen = {name: value for name, value in asked.items() if value is not None}
        return self.page(
            ServiceInstitution.objects.active().filter(**chosen).values(*DIRECTORY_ROW), DirectoryRow
        )
