"""The people of these tests, a call, and needs on their way."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from accounts.actor import Actor
from applications.models import Call
from tests.factories.cast import Cast, cast
from tests.factories.projects import make_call
from tests.worlds import standing


@pytest.fixture(scope="module")
def standing_cast(django_db_setup, django_db_blocker) -> Iterator[Cast]:
    """The cast of a module, built once."""
    with standing(django_db_blocker):
        yield cast()


@pytest.fixture
def people(standing_cast: Cast, db) -> Cast:
    """Everybody whom a need meets."""
    return standing_cast


@pytest.fixture
def call(people: Cast) -> Call:
    """An open call that pays half of the cost."""
    return make_call(people=people)


@pytest.fixture
def browser() -> Callable[[Actor], Client]:
    """A browser in which somebody has signed in."""

    def open_for(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(actor.user)
        return client

    return open_for
