"""Timed reminders: apps declare in their `notices.py` what comes near, the hourly task writes it once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from accounts.models import User
from notifications.enums import Category
from notifications.text import one_line, write


@dataclass(frozen=True)
class Due:
    """One reminder to one person. `key` says what of and how long before, such as `P-7K3MQ2X5:7`; it is sent once."""

    key: str
    recipient: User
    url: str = ""
    reference: str = ""
    context: dict[str, Any] = field(default_factory=dict)


class Reminder:
    """A kind of reminder. Subclass it, decorate it with `reminds("project.use_by")`, say what is `due`.

    The words come from `subject_text` and `body_text`, or from the templates that the class names.
    """

    category = Category.REMINDER
    subject_text: str | Promise = ""
    body_text: str | Promise = ""
    subject_template = ""
    body_template = ""

    def due(self, today: date) -> Iterable[Due]:
        """Everything that is near today. Asked every hour: what was already sent is left out by its key."""
        raise NotImplementedError

    def words(self, due: Due) -> tuple[str, str]:
        """Subject and body in the active language."""
        names = {"reference": due.reference} | due.context
        return (
            one_line(write(self.subject_text, self.subject_template, names)),
            write(self.body_text, self.body_template, names),
        )


_reminders: dict[str, Reminder] = {}


def reminds(code: str):
    """Class decorator: registers a reminder under its code, which is part of every key and never changes."""

    def register(reminder: type[Reminder]) -> type[Reminder]:
        if code in _reminders:
            raise TypeError(f"There is already a reminder {code}")
        _reminders[code] = reminder()
        return reminder

    return register


def all_reminders() -> dict[str, Reminder]:
    """Every reminder by its code."""
    return dict(_reminders)
