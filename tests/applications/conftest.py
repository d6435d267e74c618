"""The people of these tests, cast once for a module, and what a refused step must not leave behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import models
from django.test import Client

from accounts.models import Membership, Organisation
from applications import services
from applications.models import Call, NewTechPurchase, Project
from tests.factories.cast import Cast, cast
from tests.factories.projects import content_of, make_call, next_title, reread
from tests.worlds import standing
from workflow.models import Correction, Document, Event

TRACES: tuple[type[models.Model], ...] = (
    Project,
    Event,
    Correction,
    Document,
    NewTechPurchase,
    Organisation,
    Membership,
)


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker) -> Iterator[Cast]:
    """Everybody whom a project meets."""
    with standing(django_db_blocker):
        yield cast()


@pytest.fixture
def call(people: Cast, db) -> Call:
    """An open call; half of the cost is paid, corrections take ten working days."""
    return make_call(people=people)


@pytest.fixture
def client() -> Client:
    """A browser that asks for English pages."""
    return Client(headers={"accept-language": "en"})


def photo() -> dict[str, list]:
    """Every row that a step of the spine could write."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in TRACES}


@contextmanager
def no_trace() -> Iterator[None]:
    """What happens inside writes nothing at all."""
    before = photo()
    yield
    assert photo() == before


def draft(people: Cast, call: Call, *, purchases=None, actor=None, **content) -> Project:
    """A complete draft, some of its fields as given."""
    actor = actor or people.applicant
    project = services.start_project(actor=actor, call=call, title=next_title())
    services.save_draft(
        project,
        actor=actor,
        version=project.version,
        content=content_of(people, **content),
        purchases=purchases or [],
    )
    return reread(project)


def submitted(people: Cast, call: Call, **content) -> Project:
    project = draft(people, call, **content)
    services.submit(project, actor=people.applicant)
    return reread(project)


def endorsed(people: Cast, call: Call, **content) -> Project:
    project = submitted(people, call, **content)
    services.endorse(project, actor=people.recommender, endorsement="We know the enterprise.")
    return reread(project)


def approved(people: Cast, call: Call, **content) -> Project:
    project = endorsed(people, call, **content)
    services.approve(project, actor=people.officer, amount=project.requested_amount)
    return reread(project)


def blocking(refusal) -> list[str]:
    """The rules that refused."""
    return [finding.rule for finding in refusal.value.findings.blocking]
