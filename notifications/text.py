"""Writes a message's words: a sentence with figures put in, or a plain-text template."""

from typing import Any

from django.template import Context
from django.template.loader import get_template
from django.utils.functional import Promise

SUBJECT_LENGTH = 200


def write(words: str | Promise, template: str, context: dict[str, Any]) -> str:
    """`words % context` when there are words, else the template; plain text, hence without HTML escapes."""
    if words:
        return (str(words) % context).strip()
    return get_template(template).template.render(Context(context, autoescape=False)).strip()  # type: ignore[attr-defined]


def one_line(text: str) -> str:
    """A subject: no line breaks (they would end a mail header), never longer than its column."""
    line = " ".join(text.split())
    return line if len(line) <= SUBJECT_LENGTH else f"{line[: SUBJECT_LENGTH - 1]}…"
