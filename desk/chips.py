"""The active filters as words, each with the address of the list without it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format

from desk.filters import QueueFilter
from desk.order import address
from workflow.money import YuanField, plain_yuan


def chips(
    form: QueueFilter, data: QueryDict, options: dict[str, list[tuple[str, str]]]
) -> list[dict[str, str]]:
    """One chip for each chosen value."""
    rows = []
    for name, value in form.chosen().items():
        label = str(form.fields[name].label)
        values: Iterable[Any] = value if isinstance(value, list) else [value]
        for single in values:
            rest = [item for item in value if item != single] if isinstance(value, list) else None
            words = "" if single is True else f": {_words(form, name, single, options)}"
            rows.append({"label": f"{label}{words}", "remove_url": address(data, **{name: rest})})
    return rows


def _words(form: QueueFilter, name: str, value: Any, options: dict[str, list[tuple[str, str]]]) -> str:
    if name in options:
        return dict(options[name]).get(value, value)
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    field = form.fields[name]
    if isinstance(field, YuanField):
        return plain_yuan(value)
    return str(dict(getattr(field, "choices", [])).get(value, value))
