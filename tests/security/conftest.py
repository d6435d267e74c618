"""The people whom attacks meet, and browsers in which they are signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.actor import Actor
from accounts.models import Membership
from tests.factories.cast import Cast, cast


@pytest.fixture
def people(db) -> Cast:
    """Everybody whom a project meets."""
    return cast()


@pytest.fixture
def as_() -> Callable[..., Client]:
    """A browser in which somebody is signed in and reads English."""

    def sign_in(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(actor.user)
        return client

    return sign_in


@pytest.fixture
def also() -> Callable[..., None]:
    """Gives the person behind one actor the role of another one, too."""

    def give(actor: Actor, other: Actor) -> None:
        Membership.objects.create(user=actor.user, organisation=other.organisation, role=other.role)

    return give
