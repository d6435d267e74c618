"""The inputs of drafts: what an applicant writes before it is submitted."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.fields import FenField, Input, RowField
from applications.models import Call, NewTechProduct
from applications.services import PurchaseLine
from institutions.models import RecommendingInstitution
from labs.models import Laboratory
from policy.parameters import Parameters
from review.facts import REPORT_KINDS
from workflow.models.document import DocumentKind

APPLICATION_KINDS = (
    DocumentKind.BUSINESS_LICENCE,
    DocumentKind.TEAM_CERTIFICATE,
    DocumentKind.PROJECT_PLAN,
    DocumentKind.PURCHASE_JUSTIFICATION,
    DocumentKind.OTHER,
)
CONTRACT_KINDS = (DocumentKind.CONTRACT, DocumentKind.SUPPLEMENT)
KINDS = [(kind.value, kind.label) for kind in (*APPLICATION_KINDS, *CONTRACT_KINDS, *REPORT_KINDS)]


class StartInput(Input):
    """A new draft: in which call, and under which title."""

    call = RowField(lambda: Call.objects.open_on(timezone.localdate()), "code")
    title = serializers.CharField(max_length=120)
    example = {"call": "2026-2", "title": "Fatigue test of a drone's landing gear"}


class PurchaseInput(Input):
    """One planned purchase; without a listed product it is never supported (R2.4)."""

    product = RowField(NewTechProduct.objects.all, "number", required=False, allow_null=True)
    name = serializers.CharField(max_length=160)
    amount_fen = FenField(source="amount", min_value=1)
    justification = serializers.CharField(max_length=2000)


class PurchasesInput(Input):
    """Every planned purchase of a draft, with the version that was read."""

    version = serializers.IntegerField(min_value=0, max_value=2**31)
    purchases = PurchaseInput(many=True, max_length=20)  # type: ignore[call-arg]

    def lines(self) -> list[PurchaseLine]:
        return [PurchaseLine(**row) for row in self.validated_data["purchases"]]


class DraftInput(Input):
    """What changes in a draft, with the version that was read; what is left out stays as it is."""

    version = serializers.IntegerField(min_value=0, max_value=2**31)
    title = serializers.CharField(required=False, max_length=120)
    activity_type = serializers.CharField(required=False, allow_blank=True, max_length=40)
    theme = serializers.CharField(required=False, allow_blank=True, max_length=40)
    laboratory = RowField(
        lambda: Laboratory.objects.listed(timezone.localdate()), required=False, allow_null=True
    )
    recommender = RowField(RecommendingInstitution.objects.recommending, required=False, allow_null=True)
    background = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    content = serializers.CharField(required=False, allow_blank=True, max_length=6000)
    deliverables = serializers.CharField(required=False, allow_blank=True, max_length=3000)
    plan_from = serializers.DateField(required=False, allow_null=True)
    plan_to = serializers.DateField(required=False, allow_null=True)
    total_amount_fen = FenField(source="total_amount", required=False, allow_null=True)
    requested_amount_fen = FenField(source="requested_amount", required=False, allow_null=True)
    is_industrial_design = serializers.BooleanField(required=False)
    design_purpose = serializers.CharField(required=False, allow_blank=True, max_length=40)
    purchase_purpose = serializers.CharField(required=False, allow_blank=True, max_length=40)
    declares_truth = serializers.BooleanField(required=False)
    declares_no_affiliation = serializers.BooleanField(required=False)
    declares_no_double_funding = serializers.BooleanField(required=False)
    example = {
        "version": 0,
        "activity_type": "testing",
        "laboratory": "LAB-7K3MQ2X5",
        "recommender": "RI-9PRT6ZXF",
        "total_amount_fen": 10000000,
        "requested_amount_fen": 5000000,
        "plan_from": "2026-12-01",
        "plan_to": "2027-02-28",
        "declares_truth": True,
    }

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        """Codes are those of the project's edition, fields those that may be written now."""
        wrong = self._unknown_codes(values, self.context["parameters"]) | self._fixed_fields(values)
        if wrong:
            raise serializers.ValidationError(wrong)
        return values

    def _unknown_codes(self, values: dict[str, Any], parameters: Parameters) -> dict[str, list]:
        known = {
            "activity_type": parameters.activity_types,
            "theme": [theme.code for theme in parameters.priority_themes],
            "design_purpose": parameters.industrial_design_purposes,
            "purchase_purpose": parameters.purchase_purposes,
        }
        words = _("Choose a code of the project's policy edition.")
        return {
            name: [words] for name, codes in known.items() if values.get(name) and values[name] not in codes
        }

    def _fixed_fields(self, values: dict[str, Any]) -> dict[str, list]:
        editable = self.context["editable"]
        if not editable:
            return {}
        words = _("This field cannot be changed now.")
        names = {field.source: name for name, field in self.fields.items()}
        return {names[source]: [words] for source in values if source not in editable and source != "version"}

    def written(self) -> dict[str, Any]:
        """The values by model field."""
        return {name: value for name, value in self.validated_data.items() if name != "version"}


class DocumentInput(Input):
    """One file of one kind."""

    kind = serializers.ChoiceField(choices=KINDS)
    file = serializers.FileField()
