"""Which step tells whom what: apps declare it in their `notices.py`, found once at start.

Every transition is either announced by at least one Notice or declared silent with its reason.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import Promise

from accounts.models import User
from notifications.enums import Category
from notifications.text import one_line, write
from workflow.models import Event, Subject


class Notice:
    """What one audience is told of a step. Subclass it, decorate it with `announces`, say who the `recipients` are.

    The words come from `subject_text` and `body_text` (translatable, figures as `%(name)s` from `context`) or, when
    these are empty, from `<app>/notices/<transition>_<audience>_subject.txt` and `…_body.txt`.
    """

    audience = ""
    category = Category.PROGRESS
    tells_actor = False
    subject_text: str | Promise = ""
    body_text: str | Promise = ""
    subject_template = ""
    body_template = ""

    def recipients(self, event: Event, subject: Any) -> Iterable[User]:
        """The people of this audience."""
        raise NotImplementedError

    def context(self, event: Event, subject: Any) -> dict[str, Any]:
        """More names for the words, beside event, subject, reference, note and evidence."""
        return {}

    def url(self, event: Event, subject: Any) -> str:
        """The path of the page where the receiver goes on."""
        return subject.get_absolute_url() if hasattr(subject, "get_absolute_url") else ""

    def is_wanted(self, event: Event, subject: Any) -> bool:
        """False when this step needs no word to this audience after all."""
        return True

    def names(self, event: Event, subject: Any) -> dict[str, Any]:
        """Everything the words may use."""
        given = {
            "event": event,
            "subject": subject,
            "reference": event.reference,
            "note": event.note,
            "evidence": event.evidence,
        }
        return given | self.context(event, subject)

    def words(self, event: Event, subject: Any) -> tuple[str, str]:
        """Subject and body in the active language."""
        app = event.subject_label.partition(".")[0]
        default = f"{app}/notices/{event.transition}_{self.audience}"
        names = self.names(event, subject)
        return (
            one_line(write(self.subject_text, self.subject_template or f"{default}_subject.txt", names)),
            write(self.body_text, self.body_template or f"{default}_body.txt", names),
        )


_announced: defaultdict[tuple[str, str], list[Notice]] = defaultdict(list)
_silent: dict[tuple[str, str], str] = {}


def announces(subject_label: str, *transitions: str) -> Callable[[type[Notice]], type[Notice]]:
    """Class decorator: this notice goes out when one of these steps was taken. May be used several times on a class."""

    def register(notice: type[Notice]) -> type[Notice]:
        if not notice.audience:
            raise TypeError(f"{notice.__name__} names no audience")
        for transition in transitions:
            _announced[(subject_label.lower(), transition)].append(notice())
        return notice

    return register


def silent(subject_label: str, *transitions: str, why: str) -> None:
    """Nobody is told of these steps, and that is meant."""
    for transition in transitions:
        _silent[(subject_label.lower(), transition)] = why


def notices_of(event: Event) -> list[Notice]:
    """The notices of a step in the order of their declaration; a person in two audiences gets the first."""
    return _announced.get((event.subject_label, event.transition), [])


def silence_of(subject_label: str, transition: str) -> str:
    """Why nobody is told of a step, or an empty text."""
    return _silent.get((subject_label.lower(), transition), "")


def undeclared(model: type[Subject]) -> list[str]:
    """The transitions of a machine that are neither announced nor silent; a test keeps this empty."""
    label = model.subject_label()
    return sorted(
        name
        for name in _transitions(model)
        if (label, name) not in _announced and (label, name) not in _silent
    )


def superfluous(model: type[Subject]) -> list[str]:
    """Declarations for steps that the machine does not have, or both announced and silent; a test keeps this empty."""
    label, known = model.subject_label(), _transitions(model)
    declared = {name for found, name in (*_announced, *_silent) if found == label}
    twice = {name for found, name in _announced if found == label and (found, name) in _silent}
    return sorted((declared - known) | twice)


def _transitions(model: type[Subject]) -> set[str]:
    return {transition.name for transition in model._meta.get_field("state").get_all_transitions(model)}
