"""The inputs of closing reports and expert review."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.fields import FenField, Input
from api.v1.inputs.steps import LONGEST
from review.enums import Decision
from review.models import Expert
from review.services import due_date_for


class ReportInput(Input):
    """The closing report; what is left out stays as it is."""

    work_done = serializers.CharField(required=False, allow_blank=True, max_length=10000)
    results = serializers.CharField(required=False, allow_blank=True, max_length=10000)
    deviations = serializers.CharField(required=False, allow_blank=True, max_length=6000)
    effects = serializers.CharField(required=False, allow_blank=True, max_length=6000)
    actual_cost_fen = FenField(source="actual_cost", required=False, allow_null=True, min_value=1)
    seen_at = serializers.DateTimeField(
        required=False,
        help_text="`updated_at` as read; a report that changed meanwhile is not overwritten (409).",
    )


class InvoiceInput(Input):
    """One invoice of the project."""

    number = serializers.CharField(max_length=40)
    seller_uscc = serializers.CharField(max_length=18)
    seller_name = serializers.CharField(max_length=120)
    issued_on = serializers.DateField()
    amount_fen = FenField(source="amount", min_value=1, help_text="Above 0 also for a credit note.")
    corrects = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=2**31,
        help_text="Makes it a credit note: the `id` of the invoice of this project that it corrects.",
    )


def experts_numbered(numbers: list[int]) -> list[Expert]:
    """The experts in the order asked for. Raises ValidationError for a number that nobody has."""
    found = Expert.objects.select_related("user").in_bulk(numbers)
    if missing := [number for number in numbers if number not in found]:
        raise serializers.ValidationError(_("There is no expert %(number)s.") % {"number": missing[0]})
    return [found[number] for number in dict.fromkeys(numbers)]


class ExpertsField(serializers.ListField):
    """Numbers of experts."""

    child = serializers.IntegerField(min_value=1, max_value=2**31)


class PanelInput(Input):
    """Which experts are asked, by their numbers in `/experts/`, and by when (default: in two weeks)."""

    experts = ExpertsField(allow_empty=False, max_length=25)
    due_date = serializers.DateField(required=False)
    example = {"experts": [3, 8, 11], "due_date": "2026-12-04"}

    def validate_experts(self, numbers: list[int]) -> list[Expert]:
        return experts_numbered(numbers)

    def arguments(self) -> dict[str, Any]:
        return {"due_date": due_date_for(), **self.validated_data}


class ReviewPanel(PanelInput):
    """The panel of a closing review, with a remark for the timeline."""

    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    delisting_accepted = serializers.BooleanField(
        required=False,
        help_text="Goes on with a laboratory that left the directory, where the edition asks an officer.",
    )


class ReplacementInput(Input):
    """Who is asked instead."""

    expert = serializers.IntegerField(min_value=1, max_value=2**31)
    due_date = serializers.DateField(required=False, allow_null=True)

    def validate_expert(self, number: int) -> Expert:
        return experts_numbered([number])[0]


class ClosingInput(Input):
    """The cost that the review accepted, and why the project closes."""

    accepted_cost_fen = FenField(source="accepted_cost", min_value=1)
    reasons = serializers.CharField(max_length=4000)
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    example = {"accepted_cost_fen": 9800000, "reasons": "All three experts found the targets met."}


class RefusalInput(Input):
    """Why the project may not close."""

    reasons = serializers.CharField(max_length=4000)
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    example = {"reasons": "Two of three experts miss the test report."}


class ConflictInput(Input):
    """Whether a conflict of interest exists; one is explained."""

    conflict = serializers.BooleanField()
    reason = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)


class InvitationRefusal(Input):
    """Why the expert gives no opinion."""

    reason = serializers.CharField(max_length=LONGEST)


class OpinionInput(Input):
    """An opinion: in an assessment with a score, in a closing review with a look at the voucher terms."""

    decision = serializers.ChoiceField(choices=Decision.choices)
    reasons = serializers.CharField(max_length=4000)
    score = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=100)
    clause_present = serializers.BooleanField(required=False, allow_null=True)
    accepted_cost_fen = FenField(source="accepted_cost", required=False, allow_null=True)
    example = {
        "decision": "close",
        "reasons": "The results match the plan.",
        "clause_present": True,
        "accepted_cost_fen": 9800000,
    }
