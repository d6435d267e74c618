"""The people of these tests, cast once for a module, and clients that act as them."""

from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.actor import Actor
from tests.factories.cast import Cast, cast
from tests.worlds import standing


@pytest.fixture(scope="module")
def standing_cast(django_db_setup, django_db_blocker) -> Iterator[Cast]:
    with standing(django_db_blocker):
        yield cast()


@pytest.fixture
def people(standing_cast: Cast, db) -> Cast:
    """Everybody whom a project meets."""
    return standing_cast


@pytest.fixture
def browse(client_of):
    return client_of


@pytest.fixture
def client_of():
    """A client signed in as an actor."""

    def sign_in(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(actor.user)
        session = client.session
        session["acting_membership"] = actor.membership_id
        session.save()
        return client

    return sign_in
