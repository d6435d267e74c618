"""Projects as the API shows them: a narrow row in lists, the whole dossier on its own address."""

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.actor import Actor
from api.fields import MoneyField
from api.schema import FindingOutput
from api.v1.outputs.dossier import (
    CorrectionOutput,
    DocumentOutput,
    EventOutput,
    StepOutput,
    event_rows,
    findings_of,
    step_rows,
)
from applications.enums import State
from applications.models import Project
from applications.presentation import state_label
from workflow.models import Correction, Document, Event

ROW = (
    "pk",
    "reference",
    "title",
    "state",
    "state_since",
    "version",
    "submitted_at",
    "requested_amount",
    "award_amount",
    "use_by",
    "redeem_by",
    "call__code",
    "applicant__name",
    "laboratory__reference",
    "laboratory__organisation__name",
    "recommender__reference",
    "recommender__organisation__name",
)
MONEY = (
    "total_amount",
    "requested_amount",
    "recommended_amount",
    "award_amount",
    "determined_amount",
    "new_tech_amount",
    "accepted_cost",
    "claimed_amount",
    "redeemed_amount",
    "paid_amount",
)


def labels_for(actor: Actor) -> Callable[[str], str]:
    """The words of states for one audience, each looked up once."""

    @cache
    def label(state: str) -> str:
        return str(state_label(Project(state=state), actor))

    return label


class PartyOutput(serializers.Serializer):
    """A party with its public reference, where it has one."""

    reference = serializers.CharField(required=False)
    name = serializers.CharField()


class ProjectRow(serializers.Serializer):
    """A project in a list; rows are dictionaries of `ROW`."""

    reference = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices)
    state_label = serializers.SerializerMethodField(help_text="In the words of the caller's role.")
    state_since = serializers.DateTimeField(help_text="When the last step was taken.")
    version = serializers.IntegerField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    call = serializers.CharField(source="call__code")
    applicant = serializers.SerializerMethodField()
    laboratory = serializers.SerializerMethodField()
    recommender = serializers.SerializerMethodField()
    requested_amount = MoneyField()
    award_amount = MoneyField()
    use_by = serializers.DateField(allow_null=True)
    redeem_by = serializers.DateField(allow_null=True)

    def get_state_label(self, row: dict[str, Any]) -> str:
        return self.context["label"](row["state"])

    @extend_schema_field(PartyOutput)
    def get_applicant(self, row: dict[str, Any]) -> dict[str, str]:
        return {"name": row["applicant__name"]}

    @extend_schema_field(PartyOutput(allow_null=True))
    def get_laboratory(self, row: dict[str, Any]) -> dict[str, str] | None:
        return _party(row["laboratory__reference"], row["laboratory__organisation__name"])

    @extend_schema_field(PartyOutput(allow_null=True))
    def get_recommender(self, row: dict[str, Any]) -> dict[str, str] | None:
        return _party(row["recommender__reference"], row["recommender__organisation__name"])


def _party(reference: str | None, name: str | None) -> dict[str, str] | None:
    return {"reference": reference, "name": name or ""} if reference else None


class PurchaseOutput(serializers.Serializer):
    """One planned purchase."""

    product = serializers.CharField(source="product.number", default=None, allow_null=True)
    name = serializers.CharField()
    amount = MoneyField()
    justification = serializers.CharField()


class ContentOutput(serializers.Serializer):
    """What the applicant wrote."""

    activity_type = serializers.CharField()
    theme = serializers.CharField()
    background = serializers.CharField()
    content = serializers.CharField()
    deliverables = serializers.CharField()
    plan_from = serializers.DateField(allow_null=True)
    plan_to = serializers.DateField(allow_null=True)
    is_industrial_design = serializers.BooleanField()
    design_purpose = serializers.CharField()
    purchase_purpose = serializers.CharField()
    declares_truth = serializers.BooleanField()
    declares_no_affiliation = serializers.BooleanField()
    declares_no_double_funding = serializers.BooleanField()


class EvidenceOutput(serializers.Serializer):
    """What the steps left on the project for later ones."""

    edition = serializers.CharField(source="edition.code", default=None, allow_null=True)
    payee = serializers.CharField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    returns = serializers.IntegerField()
    endorsement = serializers.CharField()
    notice_from = serializers.DateField(allow_null=True)
    notice_until = serializers.DateField(allow_null=True)
    voucher_number = serializers.CharField()
    awarded_on = serializers.DateField(allow_null=True)
    use_by = serializers.DateField(allow_null=True)
    redeem_by = serializers.DateField(allow_null=True)
    contract_signed_on = serializers.DateField(allow_null=True)
    voucher_clause = serializers.CharField()
    failure_clause = serializers.CharField()
    closing_attempts = serializers.IntegerField()
    closing_reasons = serializers.CharField()
    paid_on = serializers.DateField(allow_null=True)
    end_reason = serializers.CharField()


class OfficeOutput(serializers.Serializer):
    """What only the office and auditors read."""

    proposed_amount = MoneyField()
    assessment_score = serializers.IntegerField(allow_null=True)
    assessments = serializers.IntegerField()


class PartiesOutput(serializers.Serializer):
    """Who takes part in a project."""

    applicant = PartyOutput()
    laboratory = PartyOutput(allow_null=True)
    service_institution = PartyOutput(allow_null=True)
    recommender = PartyOutput(allow_null=True)


class ProjectOutput(serializers.Serializer):
    """The whole dossier of one project, as far as the caller may read it."""

    reference = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices)
    state_label = serializers.SerializerMethodField(help_text="In the words of the caller's role.")
    state_since = serializers.DateTimeField()
    version = serializers.IntegerField(help_text="Send it back with a change of the draft.")
    call = serializers.CharField(source="call.code")
    parties = serializers.SerializerMethodField()
    content = ContentOutput(source="*")
    purchases = serializers.SerializerMethodField()
    money = serializers.SerializerMethodField(help_text="Every amount that is known.")
    evidence = EvidenceOutput(source="*")
    office = serializers.SerializerMethodField(help_text="Null outside the office.")
    available_steps = serializers.SerializerMethodField()
    findings = serializers.SerializerMethodField(
        help_text="What the rules found at the last step they judged."
    )
    corrections = serializers.SerializerMethodField()
    documents = serializers.SerializerMethodField()
    events = serializers.SerializerMethodField(help_text="Every step that was taken, oldest first.")

    def get_state_label(self, project: Project) -> str:
        return str(state_label(project, self.context["actor"]))

    @extend_schema_field(PartiesOutput)
    def get_parties(self, project: Project) -> dict[str, Any]:
        laboratory, recommender = project.laboratory, project.recommender
        service = laboratory.reported_by if laboratory else None
        rows = {"laboratory": laboratory, "service_institution": service, "recommender": recommender}
        found = {
            name: _party(row.reference, row.organisation.name) if row else None for name, row in rows.items()
        }
        return {"applicant": {"name": project.applicant.name}, **found}

    @extend_schema_field(PurchaseOutput(many=True))
    def get_purchases(self, project: Project) -> Any:
        return PurchaseOutput(project.purchases.select_related("product").order_by("pk"), many=True).data

    @extend_schema_field(serializers.DictField(child=MoneyField()))
    def get_money(self, project: Project) -> dict[str, Any]:
        known = {name: getattr(project, name) for name in MONEY}
        return {name: MoneyField().to_representation(fen) for name, fen in known.items() if fen is not None}

    @extend_schema_field(OfficeOutput(allow_null=True))
    def get_office(self, project: Project) -> dict[str, Any] | None:
        return OfficeOutput(project).data if self.context["actor"].sees_everything else None

    @extend_schema_field(StepOutput(many=True))
    def get_available_steps(self, project: Project) -> list[dict[str, Any]]:
        return step_rows(project, self.context["actor"], "project")

    @cached_property
    def life(self) -> list[Event]:
        """Every event of the one project that is shown."""
        return list(Event.objects.of(self.instance).select_related("actor", "on_behalf_of"))

    @extend_schema_field(FindingOutput(many=True))
    def get_findings(self, project: Project) -> list[dict[str, Any]]:
        judged = (event.findings for event in reversed(self.life) if event.findings)
        return findings_of(next(judged, []))

    @extend_schema_field(CorrectionOutput(many=True))
    def get_corrections(self, project: Project) -> Any:
        return CorrectionOutput(Correction.objects.of(project), many=True).data

    @extend_schema_field(DocumentOutput(many=True))
    def get_documents(self, project: Project) -> Any:
        return DocumentOutput(Document.objects.of(project).current(), many=True).data

    @extend_schema_field(EventOutput(many=True))
    def get_events(self, project: Project) -> Any:
        return event_rows(project, self.life, self.context["actor"])
