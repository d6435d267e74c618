"""What every dossier shows: parties, steps, findings, documents, corrections, events."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.actor import Actor
from accounts.enums import Role
from api.schema import FindingOutput
from policy.findings import Findings
from workflow.models import Event, Subject

# Who reads the names of experts; everybody else reads "Expert" alone.
SEES_EXPERTS = frozenset({Role.OFFICER, Role.APPROVER, Role.FINANCE, Role.AUDITOR, Role.SYSTEM})


def findings_of(stored: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Stored findings with their sentences in the caller's language."""
    return Findings.from_store("", stored).as_json()


class StepOutput(serializers.Serializer):
    """A step that the caller can take now."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    tone = serializers.ChoiceField(choices=["primary", "danger", "plain"])
    url = serializers.CharField(help_text="POST here to take it, GET to see what the rules say.")


def step_rows(subject: Subject, actor: Actor, route: str) -> list[dict[str, Any]]:
    """The steps that the actor can take now, with their addresses in the API."""
    return [
        {
            "name": step.name,
            "label": step.label,
            "tone": step.tone,
            "url": reverse(f"v1:{route}_{step.name}", args=[subject.reference]),
        }
        for step in subject.available_steps(actor)
    ]


class DocumentOutput(serializers.Serializer):
    """What is known of one file."""

    uuid = serializers.UUIDField()
    kind = serializers.CharField()
    kind_label = serializers.CharField(source="get_kind_display")
    name = serializers.CharField(source="original_name")
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    uploaded_at = serializers.DateTimeField()
    url = serializers.SerializerMethodField()

    def get_url(self, row) -> str:
        return reverse("v1:document", args=[row.uuid])


class CorrectionOutput(serializers.Serializer):
    """One thing that was asked to be corrected, and what became of it."""

    target = serializers.CharField()
    name = serializers.CharField()
    reason = serializers.CharField()
    due_date = serializers.DateField(allow_null=True)
    requested_at = serializers.DateTimeField()
    resolved_at = serializers.DateTimeField(allow_null=True)
    before = serializers.CharField()
    after = serializers.CharField()


class EventOutput(serializers.Serializer):
    """One step that was taken."""

    sequence = serializers.IntegerField()
    transition = serializers.CharField()
    label = serializers.SerializerMethodField()  # type: ignore[assignment]
    source = serializers.CharField()  # type: ignore[assignment]
    target = serializers.CharField()
    at = serializers.DateTimeField()
    by = serializers.SerializerMethodField(help_text="Empty where the caller may not know who.")
    role = serializers.CharField()
    on_behalf_of = serializers.SerializerMethodField()
    note = serializers.CharField()
    findings = serializers.SerializerMethodField()
    digest = serializers.CharField()

    def get_label(self, event: Event) -> str:
        return str(self.context["labels"].get(event.transition, event.transition))

    def _is_hidden(self, event: Event) -> bool:
        return event.role == Role.EXPERT and self.context["actor"].role not in SEES_EXPERTS

    def get_by(self, event: Event) -> str:
        return "" if self._is_hidden(event) else event.actor.get_short_name()

    def get_on_behalf_of(self, event: Event) -> str:
        return "" if self._is_hidden(event) or not event.on_behalf_of else event.on_behalf_of.name

    @extend_schema_field(FindingOutput(many=True))
    def get_findings(self, event: Event) -> list[dict[str, Any]]:
        return findings_of(event.findings)


def event_rows(subject: Subject, events: list[Event], actor: Actor) -> Any:
    """The life of a dossier, oldest first, as dictionaries."""
    labels = {transition.name: transition.custom["label"] for transition in subject.transitions()}
    return EventOutput(events, many=True, context={"labels": labels, "actor": actor}).data


class TakenOutput(serializers.Serializer):
    """The answer to a step: where the dossier now stands, and the event that was written."""

    reference = serializers.CharField()
    state = serializers.CharField()
    state_label = serializers.CharField()
    version = serializers.IntegerField()
    event = EventOutput()
    available_steps = StepOutput(many=True)


class CheckOutput(serializers.Serializer):
    """What the rules would say to a step now."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    gate = serializers.CharField(help_text="The chapter of rules that is asked; empty for none.")
    findings = FindingOutput(
        many=True, allow_null=True, help_text="Null when the rules can only judge the step's own input."
    )
