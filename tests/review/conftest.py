"""A cast, a call, and browsers for the people of a review."""

import pytest
from django.test import Client

from accounts.actor import Actor
from tests.factories.cast import Cast, cast


@pytest.fixture
def people(db) -> Cast:
    """Everybody whom a project meets."""
    return cast()


@pytest.fixture
def browser():
    """A browser in which somebody is signed in and reads English."""

    def sign_in(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(actor.user)
        return client

    return sign_in
