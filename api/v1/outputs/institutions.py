"""What institutions do and how they are judged, as the API shows it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

SERVED_ROW = ("pk", "name", "uscc")
TRAINING_ROW = ("pk", "date", "topic")
DIRECTORY_ROW = (
    "pk",
    "reference",
    "organisation__name",
    "organisation__district",
    "field",
    "is_field_center",
    "authorising_body",
    "introduction",
    "features",
    "contact",
)


class ServedRow(serializers.Serializer):
    """An enterprise on the list of a recommending institution; rows are dictionaries of `SERVED_ROW`."""

    name = serializers.CharField()
    uscc = serializers.CharField()


class DeedOutput(serializers.Serializer):
    """One dated thing that an institution did for an enterprise."""

    day = serializers.DateField()
    label = serializers.CharField()  # type: ignore[assignment]
    words = serializers.CharField()
    by = serializers.CharField(help_text="Empty where nobody is named.")
    url = serializers.CharField(help_text="The page where it stands; empty for talks.")


class ParticipantOutput(serializers.Serializer):
    """An enterprise that came to an event."""

    name = serializers.CharField()
    uscc = serializers.CharField()


class VoucherEventRow(serializers.Serializer):
    """A voucher event, planned or held, with the enterprises that came."""

    title = serializers.CharField()
    kind = serializers.CharField()
    date = serializers.DateField()
    place = serializers.CharField()
    audience = serializers.CharField()
    held = serializers.BooleanField()
    attendance = serializers.IntegerField(allow_null=True)
    summary = serializers.CharField()
    enterprises = ParticipantOutput(many=True)


class CoachingRow(serializers.Serializer):
    """A talk with an enterprise."""

    date = serializers.DateField()
    enterprise = ServedRow()
    topic = serializers.CharField()
    note = serializers.CharField()
    next_step = serializers.CharField()
    by = serializers.CharField(source="by.get_short_name")
    at = serializers.DateTimeField()


class TrainingRow(serializers.Serializer):
    """A training by the office; rows are dictionaries of `TRAINING_ROW`."""

    date = serializers.DateField()
    topic = serializers.CharField()


class ResultOutput(serializers.Serializer):
    """One indicator as it stood when the year was evaluated."""

    label = serializers.CharField()  # type: ignore[assignment]
    weight = serializers.IntegerField()
    value = serializers.CharField(allow_null=True, help_text="Null where there were no data.")
    points = serializers.CharField(allow_null=True, help_text="From 0 to 100.")


class EvaluationRow(serializers.Serializer):
    """One institution's result of one year; institutions see theirs once it is published."""

    year = serializers.IntegerField()
    institution = serializers.CharField(source="institution.reference")
    name = serializers.CharField(source="institution.organisation.name")
    score = serializers.IntegerField()
    grade = serializers.CharField()
    remark = serializers.CharField()
    results = ResultOutput(many=True)
    published_at = serializers.DateTimeField(allow_null=True)


class SelfReportRow(serializers.Serializer):
    """What an institution reports of its year; drafts are its own."""

    year = serializers.IntegerField(source="round.year")
    enterprises_advised = serializers.IntegerField()
    events_held = serializers.IntegerField()
    people_trained = serializers.IntegerField()
    achievements = serializers.CharField()
    problems = serializers.CharField()
    submitted_at = serializers.DateTimeField(allow_null=True, help_text="Null for a draft.")


class IndicatorOutput(serializers.Serializer):
    """One thing that counts in a year."""

    label = serializers.CharField()  # type: ignore[assignment]
    source = serializers.CharField(help_text="`manual`: rated by the office.")  # type: ignore[assignment]
    weight = serializers.IntegerField()
    none_at = serializers.DecimalField(max_digits=10, decimal_places=2)
    full_at = serializers.DecimalField(max_digits=10, decimal_places=2)


class RoundRow(serializers.Serializer):
    """A yearly evaluation: its dates, grades and indicators."""

    year = serializers.IntegerField()
    report_until = serializers.DateField()
    excellent_from = serializers.IntegerField()
    good_from = serializers.IntegerField()
    passed_from = serializers.IntegerField()
    indicators = serializers.SerializerMethodField()

    @extend_schema_field(IndicatorOutput(many=True))
    def get_indicators(self, row) -> Any:
        return IndicatorOutput(sorted(row.indicators.all(), key=lambda one: -one.weight), many=True).data


class DirectoryRow(serializers.Serializer):
    """A professional service institution as everybody may read of it; rows are dictionaries of `DIRECTORY_ROW`."""

    reference = serializers.CharField()
    name = serializers.CharField(source="organisation__name")
    district = serializers.CharField(source="organisation__district")
    field = serializers.CharField()
    is_field_center = serializers.BooleanField()
    authorising_body = serializers.CharField()
    introduction = serializers.CharField()
    features = serializers.CharField()
    contact = serializers.CharField()
