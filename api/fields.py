"""Fields that every input and output of the API is made of: money in fen, rows by their public names."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from workflow.money import LARGEST_FEN, plain_yuan

NAME = re.compile(r"[A-Za-z0-9_./-]{1,40}")
MONEY_SCHEMA = {
    "type": ["object", "null"],
    "properties": {
        "fen": {"type": "integer", "description": "Whole fen (1/100 元): compute with this."},
        "yuan": {"type": "string", "description": "The same in 元, with two decimals: show this."},
    },
    "required": ["fen", "yuan"],
    "example": {"fen": 5000000, "yuan": "50000.00"},
}


@extend_schema_field(MONEY_SCHEMA)
class MoneyField(serializers.Field):
    """An amount in an answer: integer fen, and the same as text in 元."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: int) -> dict[str, Any]:
        return {"fen": value, "yuan": plain_yuan(value).replace(",", "")}


class FenField(serializers.IntegerField):
    """An amount in a request: whole fen. Fractions and texts are refused, so that nothing is ever rounded."""

    default_error_messages = {"fen": _("Enter the amount in whole fen, as an integer.")}

    def __init__(self, **kwargs):
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", LARGEST_FEN)
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> int:
        """An integer, or its digits when a form brings them as text."""
        if isinstance(data, bool) or not isinstance(data, (int, str)):
            self.fail("fen")
        return super().to_internal_value(data)


@extend_schema_field(OpenApiTypes.STR)
class RowField(serializers.Field):
    """A row named by its public reference or code, out of those that may be named."""

    default_error_messages = {"unknown": _("There is no “%(name)s” that can be chosen here.")}

    def __init__(self, rows: Callable[[], QuerySet], name: str = "reference", **kwargs):
        self.rows, self.column = rows, name
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Any:
        """The row, or a refusal that names what was asked for."""
        text = str(data)[:80] if isinstance(data, (str, int)) else ""
        row = self.rows().filter(**{self.column: text}).first() if NAME.fullmatch(text) else None
        if row is None:
            message = self.error_messages["unknown"] % {"name": text}
            raise serializers.ValidationError(message, code="unknown")
        return row

    def to_representation(self, value: Any) -> str:
        return str(getattr(value, self.column))


class Input(serializers.Serializer):
    """An input that refuses what it does not know: a misspelt or forbidden field must not pass in silence."""

    example: dict[str, Any] = {}

    default_error_messages = {"unknown": _("This field is not known here.")}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        wrong = self._unknown(data) if isinstance(data, Mapping) else {}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            if not wrong:
                raise
            found = error.detail if isinstance(error.detail, dict) else {}
            raise serializers.ValidationError({**found, **wrong}) from error
        if wrong:
            raise serializers.ValidationError(wrong)
        return values

    def _unknown(self, data: Mapping) -> dict[str, list]:
        message = self.error_messages["unknown"]
        names = [name for name in data if name.partition("[")[0] not in self.fields]
        return {name[:80]: [message] for name in names[:20]}

    def arguments(self) -> dict[str, Any]:
        """The validated values under the names that the service uses."""
        return dict(self.validated_data)
