"""The letters of a step before it is taken: written by the same notices that are sent, in a rehearsal that leaves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from notifications.drafts import Draft
from notifications.outbox import drafts_of
from workflow.models import Event


def letters_of(event: Event) -> list[dict[str, Any]]:
    """What people will be told of a step: one entry for each wording, with who gets it.

    The number of a voucher is made when it is awarded; in a letter before that its place is named instead.
    """
    number = str(event.evidence.get("voucher_number") or "")
    return group(drafts_of(event), {number: _("(number given on publication)")} if number else {})


def group(drafts: Iterable[Draft], replace: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """Drafts with the same words as one letter, with its language and its receivers."""
    letters: dict[tuple[str, str, str], dict[str, Any]] = {}
    for draft in drafts:
        subject, body = draft.subject, draft.body
        for before, after in (replace or {}).items():
            subject, body = subject.replace(before, after), body.replace(before, after)
        letter = letters.setdefault(
            (draft.language, subject, body),
            {"language": draft.language, "subject": subject, "body": body, "to": []},
        )
        letter["to"].append(draft.recipient.get_full_name())
    return list(letters.values())


def words(letters: Iterable[dict[str, Any]]) -> set[tuple[str, str, str]]:
    """What is said, whoever reads it; two lists of letters that say the same have the same words."""
    return {(letter["language"], letter["subject"], letter["body"]) for letter in letters}
