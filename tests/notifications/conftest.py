"""A dossier that takes steps, a person who watches, and notices that only these tests know."""

from __future__ import annotations

from collections import defaultdict
from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from institutions import services
from institutions.models import ServiceInstitution
from notifications import registry, reminders
from tests.factories.institutions import make_field_centre
from tests.factories.people import make_actor, make_person
from workflow.models import Event

LABEL = "institutions.serviceinstitution"


class Steps:
    """One dossier that is suspended and resumed, on and on: every step is an event."""

    def __init__(self):
        self.dossier = make_field_centre()
        self.actor = make_actor(Role.OFFICER)
        Event.objects.update(announced_at=self.dossier.created_at)

    def take(self, number: int = 1, note: str = "Checked.") -> None:
        for _number in range(number):
            state = ServiceInstitution.objects.values_list("state", flat=True).get(pk=self.dossier.pk)
            step = services.suspend if state == "active" else services.resume
            step(self.dossier, actor=self.actor, note=note)


@pytest.fixture
def steps(db) -> Steps:
    return Steps()


@pytest.fixture
def watcher(db) -> User:
    return make_person("Watcher", language="en")


@pytest.fixture
def declarations(monkeypatch) -> SimpleNamespace:
    """Empty registries for one test; what the apps declare comes back afterwards."""
    found = SimpleNamespace(announced=defaultdict(list), silent={}, reminders={})
    monkeypatch.setattr(registry, "_announced", found.announced)
    monkeypatch.setattr(registry, "_silent", found.silent)
    monkeypatch.setattr(reminders, "_reminders", found.reminders)
    return found


def declare(
    *people: User, on: tuple[str, ...] = ("suspend", "resume"), **attributes
) -> type[registry.Notice]:
    """A notice to exactly these people."""

    class Told(registry.Notice):
        audience = "watcher"
        subject_text = "Step of %(reference)s"
        body_text = "Reason: %(note)s"

        def recipients(self, event, subject):
            return people

        def url(self, event, subject):
            return f"/institutions/{subject.reference}/"

    for name, value in attributes.items():
        setattr(Told, name, value)
    return registry.announces(LABEL, *on)(Told)


@pytest.fixture
def watched(declarations, watcher) -> type[registry.Notice]:
    """The watcher is told of every step of the dossier."""
    return declare(watcher)


@pytest.fixture
def client() -> Client:
    """A browser that asks for English pages."""
    return Client(headers={"accept-language": "en"})
