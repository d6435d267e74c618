"""The small rows: calls, notices, budgets, invitations, reports, messages, events, parties."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.fields import MoneyField
from api.schema import FindingOutput
from api.v1.outputs.dossier import SEES_EXPERTS, findings_of
from review.enums import AssignmentStatus
from review.models import Assignment


class CallOutput(serializers.Serializer):
    """An open call."""

    code = serializers.CharField()
    title = serializers.CharField()
    edition = serializers.CharField(source="edition__code")
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    guide = serializers.CharField()


class NoticeOutput(serializers.Serializer):
    """A project in public notice."""

    reference = serializers.CharField()
    title = serializers.CharField()
    applicant = serializers.CharField(source="applicant__name")
    laboratory = serializers.CharField(source="laboratory__organisation__name")
    award_amount = MoneyField()
    notice_from = serializers.DateField(allow_null=True)
    notice_until = serializers.DateField(allow_null=True)


class BudgetOutput(serializers.Serializer):
    """The money of one call."""

    call = serializers.CharField(source="call__code")
    total = MoneyField()
    available = MoneyField()
    reserved = MoneyField()
    committed = MoneyField()
    redeemed = MoneyField()


class EntryOutput(serializers.Serializer):
    """One movement of money."""

    kind = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    target = serializers.CharField()
    amount = MoneyField()
    project = serializers.CharField(source="project__reference", allow_null=True)
    at = serializers.DateTimeField()
    note = serializers.CharField()


class AssignmentOutput(serializers.Serializer):
    """What one expert was asked, and the answer."""

    number = serializers.IntegerField(source="pk")
    project = serializers.CharField(source="project.reference")
    title = serializers.CharField(source="project.title")
    stage = serializers.CharField()
    attempt = serializers.IntegerField()
    expert = serializers.SerializerMethodField(help_text="Null where the caller may not know.")
    due_date = serializers.DateField()
    status = serializers.SerializerMethodField()
    conflict = serializers.BooleanField(allow_null=True)
    decision = serializers.CharField()
    score = serializers.IntegerField(allow_null=True)
    clause_present = serializers.BooleanField(allow_null=True)
    accepted_cost = MoneyField()
    reasons = serializers.CharField()
    submitted_at = serializers.DateTimeField(allow_null=True)

    def get_expert(self, row: Assignment) -> str | None:
        return row.expert.user.get_short_name() if self.context["actor"].role in SEES_EXPERTS else None

    @extend_schema_field(serializers.ChoiceField(choices=AssignmentStatus.choices))
    def get_status(self, row: Assignment) -> str:
        return row.status.value


class ExpertOutput(serializers.Serializer):
    """A person whom the office may ask."""

    number = serializers.IntegerField(source="pk")
    name = serializers.CharField(source="user__name")
    unit = serializers.CharField()
    title = serializers.CharField()
    field = serializers.CharField()


class ReportOutput(serializers.Serializer):
    """The closing report as it stands."""

    attempt = serializers.IntegerField()
    work_done = serializers.CharField()
    results = serializers.CharField()
    deviations = serializers.CharField()
    effects = serializers.CharField()
    actual_cost = MoneyField()
    updated_at = serializers.DateTimeField(help_text="Send it back as `seen_at` with a change.")
    confirmed = serializers.SerializerMethodField(
        help_text="Whether the laboratory confirmed it as it stands."
    )

    def get_confirmed(self, _row) -> bool:
        return self.context["confirmed"]


class InvoiceOutput(serializers.Serializer):
    """One invoice of the project."""

    id = serializers.IntegerField(source="pk", help_text="Names it in the address.")
    number = serializers.CharField()
    seller_uscc = serializers.CharField()
    seller_name = serializers.CharField()
    issued_on = serializers.DateField()
    amount = MoneyField()
    corrects = serializers.IntegerField(
        source="corrects_id",
        allow_null=True,
        help_text="For a credit note the `id` of the invoice that it corrects; sums count it as less.",
    )


class MessageOutput(serializers.Serializer):
    """One message to the caller."""

    number = serializers.IntegerField(source="pk")
    category = serializers.CharField()
    reference = serializers.CharField()
    subject = serializers.CharField()
    body = serializers.CharField()
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class AuditOutput(serializers.Serializer):
    """One event of any dossier, with what the chain of digests needs."""

    number = serializers.IntegerField(source="pk")
    subject = serializers.CharField(source="subject_label")
    reference = serializers.CharField()
    sequence = serializers.IntegerField()
    transition = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    target = serializers.CharField()
    actor = serializers.CharField(source="actor__name")
    role = serializers.CharField()
    on_behalf_of = serializers.CharField(source="on_behalf_of__name", allow_null=True)
    note = serializers.CharField()
    findings = serializers.SerializerMethodField()
    evidence = serializers.DictField()
    at = serializers.DateTimeField()
    previous_digest = serializers.CharField()
    digest = serializers.CharField()

    @extend_schema_field(FindingOutput(many=True))
    def get_findings(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        return findings_of(row["findings"])


class OrganisationOutput(serializers.Serializer):
    """A party."""

    name = serializers.CharField()
    kind = serializers.CharField()
    uscc = serializers.CharField(allow_null=True)
    district = serializers.CharField()
    address = serializers.CharField()
    contact_name = serializers.CharField()
    contact_phone = serializers.CharField()
    contact_email = serializers.CharField()


class MeOutput(serializers.Serializer):
    """The caller: which person, in which role, for which party."""

    name = serializers.CharField()
    email = serializers.EmailField()
    role = serializers.CharField()
    organisation = OrganisationOutput(allow_null=True)


class ObjectionReceipt(serializers.Serializer):
    """What a visitor who objected keeps."""

    reference = serializers.CharField()
    project = serializers.CharField()


class ChangeOutput(serializers.Serializer):
    """A change that the parties ask for."""

    number = serializers.IntegerField(source="pk")
    kind = serializers.CharField()
    text = serializers.CharField()
    before = serializers.DictField()
    after = serializers.DictField()
    state = serializers.CharField()
    requested_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    decision = serializers.CharField()


class EditionOutput(serializers.Serializer):
    """A published edition of the rules."""

    code = serializers.CharField()
    title = serializers.CharField()
    valid_from = serializers.DateField()
    published_at = serializers.DateTimeField()


class EditionDetail(EditionOutput):
    """An edition with its figures."""

    parameters = serializers.DictField()
    notes = serializers.DictField()
