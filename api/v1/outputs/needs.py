"""A need as its readers see it: each as much as concerns them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.actor import Actor
from accounts.enums import Role
from api.fields import MoneyField
from api.v1.outputs.dossier import EventOutput, StepOutput, event_rows, step_rows
from matching import perms
from matching.models import Invitation, Need
from matching.presentation import readable, reasons_of
from workflow.models import Event


class NeedRow(serializers.Serializer):
    """One need of a list."""

    reference = serializers.CharField()
    title = serializers.CharField()
    state = serializers.CharField()
    state_label = serializers.CharField(source="get_state_display")
    activity_type = serializers.CharField()
    field = serializers.CharField()
    budget = MoneyField()
    published_at = serializers.DateTimeField(allow_null=True)
    answers_until = serializers.DateField(allow_null=True)
    applicant = serializers.SerializerMethodField(help_text="Null where the caller may not know yet.")
    own_answer = serializers.SerializerMethodField(
        help_text="For laboratories and their service institutions; the others' answers are never told."
    )

    def _row(self, need: Need) -> dict[str, Any]:
        return self.context["rows"][need.pk]

    def get_applicant(self, need: Need) -> str | None:
        return self._row(need)["applicant"] or None

    def get_own_answer(self, need: Need) -> str | None:
        return self._row(need)["answer"] if self.context["is_side"] else None


class NeedAnswerOutput(serializers.Serializer):
    """What a laboratory said last."""

    kind = serializers.CharField()
    kind_label = serializers.CharField(source="get_kind_display")
    words = serializers.CharField()
    amount = MoneyField()
    lead_days = serializers.IntegerField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    answered_at = serializers.DateTimeField()


class NeedLaboratoryOutput(serializers.Serializer):
    """One laboratory at a need: proposed with reasons, asked, answered."""

    laboratory = serializers.CharField(source="laboratory.reference")
    name = serializers.CharField(source="laboratory.name")
    origin = serializers.CharField()
    reasons = serializers.SerializerMethodField(help_text="Why it is proposed, in the caller's language.")
    proposed_at = serializers.DateTimeField()
    asked_at = serializers.DateTimeField(allow_null=True, help_text="Null while it is only proposed.")
    first_answered_at = serializers.DateTimeField(allow_null=True)
    answer = NeedAnswerOutput(allow_null=True)
    is_chosen = serializers.SerializerMethodField()

    def get_reasons(self, row: Invitation) -> list[str]:
        return [
            str(words) for words in reasons_of(row.reasons, row.remark if self.context["sees_all"] else "")
        ]

    def get_is_chosen(self, row: Invitation) -> bool:
        return self.context["chosen"] == row.pk


class NeedCoachingOutput(serializers.Serializer):
    """What the recommending institution did for the enterprise."""

    kind = serializers.CharField()
    day = serializers.DateField()
    words = serializers.CharField()
    by = serializers.CharField(source="written_by.name")


class NeedOutput(serializers.Serializer):
    """One need."""

    reference = serializers.CharField()
    version = serializers.IntegerField()
    state = serializers.CharField()
    state_label = serializers.CharField(source="get_state_display")
    title = serializers.CharField()
    problem = serializers.CharField()
    wanted_result = serializers.CharField()
    activity_type = serializers.CharField()
    field = serializers.CharField()
    is_industrial_design = serializers.BooleanField()
    budget = MoneyField()
    wanted_by = serializers.DateField(allow_null=True)
    district = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)
    answers_until = serializers.DateField(allow_null=True)
    applicant = serializers.SerializerMethodField(help_text="Null where the caller may not know yet.")
    contact = serializers.SerializerMethodField(
        help_text="Null until the caller's laboratory makes an offer."
    )
    audience = serializers.SerializerMethodField()
    recommender = serializers.SerializerMethodField()
    access = serializers.SerializerMethodField()
    project = serializers.SerializerMethodField(help_text="The application that it came from or became.")
    laboratories = serializers.SerializerMethodField(help_text="All of them, or the caller's own.")
    coaching = serializers.SerializerMethodField()
    events = serializers.SerializerMethodField()
    available_steps = serializers.SerializerMethodField()

    @property
    def actor(self) -> Actor:
        return self.context["actor"]

    def _if_all(self, need: Need, value: Any) -> Any:
        """Null for the side of a laboratory."""
        return value if perms.sees_answers(need, self.actor) else None

    def get_applicant(self, need: Need) -> str | None:
        return need.applicant.name if perms.sees_name(need, self.actor) else None

    def get_contact(self, need: Need) -> str | None:
        party = need.applicant
        reach = " ".join(filter(None, [party.contact_name, party.contact_phone, party.contact_email]))
        return reach if perms.sees_contact(need, self.actor) else None

    def get_audience(self, need: Need) -> str | None:
        return self._if_all(need, need.audience)

    def get_recommender(self, need: Need) -> str | None:
        return self._if_all(need, need.recommender.reference if need.recommender else None)

    def get_access(self, need: Need) -> str | None:
        return self._if_all(need, need.access)

    def get_project(self, need: Need) -> str | None:
        return self._if_all(need, need.project.reference if need.project else None)

    @extend_schema_field(NeedLaboratoryOutput(many=True))
    def get_laboratories(self, need: Need) -> Any:
        sees_all = perms.sees_answers(need, self.actor)
        own = [row for row in need.rows_of(self.actor) if row.asked_at or self.actor.role == Role.SERVICE]
        rows = list(need.invitations.all()) if sees_all else own
        context = {"chosen": need.chosen_id, "sees_all": sees_all}
        return NeedLaboratoryOutput(rows, many=True, context=context).data

    @extend_schema_field(NeedCoachingOutput(many=True))
    def get_coaching(self, need: Need) -> Any:
        if not perms.sees_answers(need, self.actor):
            return []
        notes = need.coaching_notes.select_related("written_by").order_by("day", "pk")
        return NeedCoachingOutput(notes, many=True).data

    @extend_schema_field(EventOutput(many=True))
    def get_events(self, need: Need) -> Any:
        found = Event.objects.of(need).select_related("actor", "on_behalf_of")
        return event_rows(need, readable(need, found, self.actor), self.actor)

    @extend_schema_field(StepOutput(many=True))
    def get_available_steps(self, need: Need) -> Any:
        return step_rows(need, self.actor, "need")
