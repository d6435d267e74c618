"""One small dossier and the people around it: a field centre that the office suspends and resumes."""

import pytest

from accounts.actor import Actor
from accounts.enums import Role
from institutions.models import ServiceInstitution
from tests.factories.institutions import make_field_centre
from tests.factories.people import make_actor


@pytest.fixture
def centre(db) -> ServiceInstitution:
    """An active institution; its first event is the recognition by the system."""
    return ServiceInstitution.objects.get(pk=make_field_centre().pk)


@pytest.fixture
def officer(db) -> Actor:
    return make_actor(Role.OFFICER, name="Officer Wang")


@pytest.fixture
def colleague(db) -> Actor:
    return make_actor(Role.OFFICER, name="Officer Li")


@pytest.fixture
def auditor(db) -> Actor:
    return make_actor(Role.AUDITOR, name="Auditor Sun")
