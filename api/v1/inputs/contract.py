"""The inputs of the contract: what stands on the signed paper, with the paper itself."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from api.fields import FenField, Input, RowField
from api.v1.inputs.steps import LONGEST
from contracts.enums import ChangeKind
from contracts.services import SupplementData
from labs.models import Laboratory

CLAUSE = (
    "The parties settle 50,000.00 元 of the contract amount with innovation voucher CXQ-7K3MQ2-XFGH45-9PRT6Z."
)


class SupplementInput(Input):
    """One supplementary agreement; its file was uploaded before as document of the kind `supplement`."""

    number = serializers.CharField(max_length=60)
    signed_on = serializers.DateField()
    subject = serializers.CharField(max_length=160)
    text = serializers.CharField(required=False, allow_blank=True, default="", max_length=6000)
    file = serializers.FileField(required=False, source="upload")


class ContractInput(Input):
    """The contract as typed off the signed paper; the file comes along (multipart) or was uploaded before."""

    number = serializers.CharField(max_length=60)
    party_a = serializers.CharField(max_length=120)
    party_a_uscc = serializers.CharField(max_length=18, required=False, allow_blank=True)
    party_b = serializers.CharField(max_length=120)
    party_b_uscc = serializers.CharField(max_length=18, required=False, allow_blank=True)
    signed_on = serializers.DateField()
    period_from = serializers.DateField()
    period_to = serializers.DateField()
    total_amount_fen = FenField(source="total_amount", min_value=1)
    own_payment_fen = FenField(source="own_payment")
    voucher_clause = serializers.CharField(required=False, allow_blank=True, max_length=6000)
    voucher_number_stated = serializers.CharField(required=False, allow_blank=True, max_length=30)
    voucher_amount_fen = FenField(source="voucher_amount", required=False, allow_null=True, min_value=1)
    failure_clause = serializers.CharField(required=False, allow_blank=True, max_length=6000)
    clause_in_supplement = serializers.BooleanField(required=False, default=False)
    document = serializers.FileField(required=False, source="upload")
    supplements = SupplementInput(many=True, required=False, max_length=10)  # type: ignore[call-arg]
    example = {
        "number": "HT-2026-118",
        "party_a": "Beijing Example Technology Co., Ltd.",
        "party_a_uscc": "91110108MA0000012C",
        "party_b": "Materials Laboratory",
        "signed_on": "2026-11-02",
        "period_from": "2026-11-05",
        "period_to": "2027-02-05",
        "total_amount_fen": 10000000,
        "own_payment_fen": 5000000,
        "voucher_clause": CLAUSE,
        "voucher_number_stated": "CXQ-7K3MQ2-XFGH45-9PRT6Z",
        "voucher_amount_fen": 5000000,
        "failure_clause": "If the closing review is not passed, each party bears its own costs.",
    }

    def arguments(self) -> dict[str, Any]:
        values = dict(self.validated_data)
        upload, lines = values.pop("upload", None), values.pop("supplements", [])
        return {"data": values, "upload": upload, "supplements": [SupplementData(**line) for line in lines]}


class Clearing(Input):
    """The contract amount that the office's review determined (审定合同额)."""

    determined_amount_fen = FenField(source="determined_amount", min_value=1)
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    delisting_accepted = serializers.BooleanField(
        required=False,
        help_text="Goes on with a laboratory that left the directory, where the edition asks an officer.",
    )
    example = {"determined_amount_fen": 10000000}


class ChangeInput(Input):
    """What the parties want to change in a cleared contract."""

    kind = serializers.ChoiceField(choices=ChangeKind.choices)
    text = serializers.CharField(max_length=LONGEST)
    new_period_to = serializers.DateField(required=False)
    new_amount_fen = FenField(source="new_amount", min_value=1, required=False)
    new_laboratory = RowField(lambda: Laboratory.objects.listed(timezone.localdate()), required=False)


class ChangeDecision(Input):
    """Whether a change is granted, with the reasons that the applicant reads."""

    granted = serializers.BooleanField()
    decision = serializers.CharField(max_length=LONGEST)
    determined_amount_fen = FenField(source="determined_amount", min_value=1, required=False)
