"""The inputs of steps that move money or hold it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.fields import FenField, Input
from api.v1.inputs.steps import LONGEST
from applications.models import Invoice
from funds.facts import BankAccount


class ObjectionInput(Input):
    """An objection to a public notice: who objects, how to reach them, and why."""

    name = serializers.CharField(max_length=80)
    contact = serializers.CharField(max_length=120)
    text = serializers.CharField(max_length=4000)
    file = serializers.FileField(required=False, source="upload")
    example = {
        "name": "Wang Fang",
        "contact": "wang.fang@example.org",
        "text": "The laboratory belongs to the applicant's controller.",
    }


class ObjectionDecision(Input):
    """One decision on every open objection; `objections` names those that it is about."""

    decision = serializers.CharField(max_length=LONGEST)
    objections = serializers.ListField(
        child=serializers.CharField(max_length=20),
        source="seen",
        required=False,
        max_length=200,
        help_text="References as read; an objection that came meanwhile is then not decided unread (409).",
    )
    example = {"decision": "The registers show no such tie.", "objections": ["OBJ-7K3MQ2X5"]}


class Termination(Input):
    """Why the project ends, and what the parties report under the clause of their own contract."""

    note = serializers.CharField(max_length=LONGEST)
    parties_outcome = serializers.CharField(max_length=LONGEST)
    example = {
        "note": "Both parties ask for the end of the project.",
        "parties_outcome": "Each side bears its own costs, as clause 9 of the contract says.",
    }


class Reinstatement(Input):
    """Why an expiry is taken back, and the new dates; those of the voucher when left out."""

    note = serializers.CharField(max_length=LONGEST)
    use_by = serializers.DateField(required=False, allow_null=True)
    redeem_by = serializers.DateField(required=False, allow_null=True)
    example = {"note": "The contract had been sent in time by post.", "use_by": "2027-03-31"}


class BankInput(Input):
    """The payee's account, for a payee that has not stated one yet."""

    bank_name = serializers.CharField(max_length=120)
    account_holder = serializers.CharField(max_length=120)
    account_number = serializers.CharField(max_length=40)


class RedemptionRequest(Input):
    """The amount asked for; left out, it is what the voucher pays by the rules."""

    amount_fen = FenField(source="amount", min_value=1, required=False, allow_null=True)
    bank = BankInput(required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    example = {
        "bank": {
            "bank_name": "Industrial and Commercial Bank of China, Haidian",
            "account_holder": "Materials Laboratory",
            "account_number": "6222020200112233445",
        }
    }

    def arguments(self) -> dict[str, Any]:
        bank = self.validated_data.get("bank")
        return {**self.validated_data, "bank": BankAccount(**bank) if bank else None}


class PaymentInput(Input):
    """What the bank has transferred."""

    batch = serializers.CharField(max_length=40)
    receipt_number = serializers.CharField(max_length=60)
    paid_on = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    example = {"batch": "2026-11-A", "receipt_number": "ICBC-20261120-0042", "paid_on": "2026-11-20"}


class CreditNoteInput(Input):
    """A credit note that came after the payment."""

    corrects = serializers.IntegerField(
        min_value=1, max_value=2**31, help_text="The `id` of the invoice of this project that it corrects."
    )
    number = serializers.CharField(max_length=40)
    issued_on = serializers.DateField()
    amount_fen = FenField(source="amount", min_value=1, help_text="Above 0: what is taken back.")
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    example = {"corrects": 1, "number": "26000002", "issued_on": "2026-11-20", "amount_fen": 1000000}

    def validate_corrects(self, number: int) -> Invoice:
        found = Invoice.objects.ordinary().filter(project=self.context["subject"], pk=number).first()
        if found is None:
            raise serializers.ValidationError(_("Choose an invoice of this project."))
        return found


class ClawBackPart(Input):
    """What is claimed back of a paid amount, and why; left out, the amount is what the case found."""

    amount_fen = FenField(source="amount", min_value=1, required=False, allow_null=True)
    note = serializers.CharField(max_length=LONGEST)
    example = {"amount_fen": 500000, "note": "The seller took an invoice back."}
