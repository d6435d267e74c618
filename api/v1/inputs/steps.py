"""The inputs of steps that need little: a remark, a reason, an amount, corrections."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.fields import FenField, Input
from applications.models import Project
from contracts.models import Contract
from review.models import ClosingReport
from workflow.corrections import Wanted
from workflow.models.correction import CorrectionTarget
from workflow.models.document import DocumentKind

LONGEST = 2000


class Remark(Input):
    """A step that needs nothing; a remark goes into the timeline."""

    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)


class Nothing(Input):
    """A step that takes no input at all."""


class Reason(Input):
    """A step that needs its reason; the other side reads it."""

    note = serializers.CharField(max_length=LONGEST)
    example = {"note": "The step was taken for the wrong project."}


class Endorsement(Input):
    """The institution's own words for the project."""

    endorsement = serializers.CharField(max_length=LONGEST)
    example = {"endorsement": "We know the enterprise well and recommend its project."}


class Amount(Input):
    """An amount to propose or to approve."""

    amount_fen = FenField(source="amount", min_value=1)
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    example = {"amount_fen": 5000000, "note": "As applied for."}


class WantedInput(Input):
    """One field or one kind of document that has to be corrected."""

    target = serializers.ChoiceField(choices=CorrectionTarget.choices, default=CorrectionTarget.FIELD)
    name = serializers.CharField(max_length=60)
    reason = serializers.CharField(max_length=1000)


class Corrections(Input):
    """What has to be corrected, each with its reason, and until when (default: the edition's days)."""

    wanted = WantedInput(many=True, allow_empty=False, max_length=30)  # type: ignore[call-arg]
    due_date = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    names: tuple[str, ...] = ()

    def known(self) -> dict[str, Collection[str]]:
        """What can be named, by target."""
        return {CorrectionTarget.FIELD: self.names, CorrectionTarget.DOCUMENT: DocumentKind.values}

    def validate_wanted(self, rows: list[dict]) -> list[dict]:
        """Only what exists in this dossier can be answered."""
        known = self.known()
        for row in rows:
            if row["name"] not in known[row["target"]]:
                words = _("Nothing is called “%(name)s” here.") % {"name": row["name"]}
                raise serializers.ValidationError(words)
        return rows

    def arguments(self) -> dict[str, Any]:
        wanted = [Wanted(**row) for row in self.validated_data["wanted"]]
        return {**self.validated_data, "wanted": wanted}


def _asking_for(name: str) -> dict[str, Any]:
    wanted = [{"target": "field", "name": name, "reason": "The figure does not match the enclosed paper."}]
    return {"wanted": wanted, "due_date": "2026-12-18", "note": "Everything else is in order."}


class ApplicationCorrections(Corrections):
    """Corrections of an application."""

    names = (*Project.CORRECTABLE, "purchases")
    example = _asking_for("total_amount")


class ContractCorrections(Corrections):
    """Corrections of a contract."""

    names = Contract.TYPED
    example = _asking_for("voucher_amount")


class ReportCorrections(Corrections):
    """Corrections of a closing report."""

    names = (*ClosingReport.WRITTEN, "invoices")
    example = _asking_for("actual_cost")
