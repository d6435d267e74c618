"""The inputs of needs: a draft, and what each step wants."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.enums import District
from api.fields import FenField, Input, RowField
from api.v1.inputs.steps import LONGEST
from applications.models import Call
from institutions.enums import TechnologyField
from institutions.models import RecommendingInstitution
from labs.forms import activity_choices
from labs.models import Laboratory
from matching.enums import Access, AnswerKind, Audience, CoachingKind
from matching.models import Invitation
from matching.services.asking import MOST_AT_ONCE, MOST_WORDS

LAST_NUMBER = 2**31


def _listed() -> Any:
    return Laboratory.objects.listed(timezone.localdate())


class NeedChanges(Input):
    """What changes in the draft of a need, with the version that was read; what is left out stays as it is."""

    version = serializers.IntegerField(min_value=0, max_value=LAST_NUMBER)
    title = serializers.CharField(required=False, max_length=120)
    problem = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    wanted_result = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    activity_type = serializers.CharField(required=False, allow_blank=True, max_length=40)
    field = serializers.ChoiceField(choices=TechnologyField.choices, required=False, allow_blank=True)
    is_industrial_design = serializers.BooleanField(required=False)
    budget_fen = FenField(source="budget", required=False, allow_null=True, min_value=1)
    wanted_by = serializers.DateField(required=False, allow_null=True)
    district = serializers.ChoiceField(choices=District.choices, required=False, allow_blank=True)
    recommender = RowField(RecommendingInstitution.objects.recommending, required=False, allow_null=True)
    access = serializers.ChoiceField(choices=Access.choices, required=False)
    audience = serializers.ChoiceField(choices=Audience.choices, required=False)
    example: dict[str, Any] = {"version": 0, "wanted_result": "A report that says why the parts break."}

    def validate_activity_type(self, code: str) -> str:
        """A code of the programme, or none yet."""
        if code and code not in dict(activity_choices()):
            raise serializers.ValidationError(_("Choose a type of activity of the programme."))
        return code

    def content(self) -> dict[str, Any]:
        """The values by field of the need."""
        beside = {"version", "project", "laboratory"}
        return {name: value for name, value in self.validated_data.items() if name not in beside}


class NeedInput(NeedChanges):
    """A new need; only its first line is wanted until it is published."""

    version = None  # type: ignore[assignment]
    title = serializers.CharField(max_length=120)
    project = serializers.CharField(
        required=False,
        max_length=20,
        help_text="The caller's own draft application that looks for a laboratory.",
    )
    laboratory = RowField(
        _listed, required=False, help_text="Asked in any case, as soon as the need is published."
    )
    example = {
        "title": "Why parts break in the fatigue test",
        "problem": "Parts of one batch break after 10,000 cycles.",
        "wanted_result": "A report that says why.",
        "activity_type": "testing",
        "budget_fen": 6000000,
        "audience": "invited",
    }


class Until(Input):
    """The last day for answers."""

    answers_until = serializers.DateField()
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    example = {"answers_until": "2026-12-31"}


class Reconsideration(Until):
    """Why the choice is taken back, and until when answers are taken again."""

    note = serializers.CharField(max_length=LONGEST)
    example = {"answers_until": "2026-12-31", "note": "The quote has changed."}


class Asking(Input):
    """Which laboratories are asked, and what they are told."""

    laboratories = serializers.ListField(child=RowField(_listed), allow_empty=False, max_length=MOST_AT_ONCE)
    note = serializers.CharField(required=False, allow_blank=True, max_length=MOST_WORDS)
    example = {"laboratories": ["LAB-7K3MQ2X5"], "note": "Please say whether you can do it in March."}


class Proposing(Asking):
    """Which laboratories are proposed, and why they suit."""

    note = serializers.CharField(max_length=MOST_WORDS)
    example = {"laboratories": ["LAB-7K3MQ2X5"], "note": "They have the instrument and answer soon."}


class AnswerInput(Input):
    """The answer of a laboratory; its service institution says for which one it answers."""

    kind = serializers.ChoiceField(choices=AnswerKind.choices)
    laboratory = RowField(
        _listed, required=False, help_text="For a service institution with several laboratories."
    )
    words = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST, help_text="With `not_suitable`: why."
    )
    amount_fen = FenField(source="amount", required=False, allow_null=True, min_value=1)
    lead_days = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=3650)
    valid_until = serializers.DateField(required=False, allow_null=True)
    example = {
        "kind": "quote",
        "words": "We can begin at once.",
        "amount_fen": 5000000,
        "lead_days": 30,
        "valid_until": "2027-01-31",
    }


class CoachingInput(Input):
    """What the recommending institution did for the enterprise."""

    kind = serializers.ChoiceField(choices=CoachingKind.choices)
    day = serializers.DateField()
    words = serializers.CharField(max_length=LONGEST)
    example = {"kind": "advice", "day": "2026-11-20", "words": "Say how many samples there are."}


class ChoiceInput(Input):
    """The laboratory whose offer is taken."""

    laboratory = serializers.CharField(source="invitation", max_length=20)
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    example = {"laboratory": "LAB-7K3MQ2X5"}

    def validate_laboratory(self, reference: str) -> Invitation:
        """One of the laboratories at this need."""
        rows = self.context["subject"].invitations.select_related("laboratory")
        for row in rows:
            if row.laboratory.reference == reference:
                return row
        raise serializers.ValidationError(_("Choose a laboratory that is interested or has quoted."))


class Carrying(Input):
    """Where the application is written; nothing is wanted when the need came from a draft."""

    call = RowField(lambda: Call.objects.open_on(timezone.localdate()), "code", required=False)
    title = serializers.CharField(required=False, allow_blank=True, max_length=120)
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    example = {"call": "2026-2", "title": "Why parts break in the fatigue test"}
