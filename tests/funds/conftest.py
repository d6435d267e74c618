"""The world of these tests: a call with a million 元, and browsers that ask for English pages."""

import pytest
from django.test import Client

from tests.factories.funds import World, make_world


@pytest.fixture
def world(db) -> World:
    """A call with 1,000,000 元 under the programme's own numbers, without a public notice."""
    return make_world()


@pytest.fixture
def client() -> Client:
    """A browser that asks for English pages."""
    return Client(headers={"accept-language": "en"})
