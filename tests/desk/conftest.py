"""The people of these tests."""

from collections.abc import Iterator

import pytest

from tests.factories.cast import Cast, cast
from tests.worlds import standing


@pytest.fixture(scope="module")
def standing_cast(django_db_setup, django_db_blocker) -> Iterator[Cast]:
    """The cast of a module, built once; a module whose tests commit builds its own in each test."""
    with standing(django_db_blocker):
        yield cast()


@pytest.fixture
def people(standing_cast: Cast, db) -> Cast:
    """Everybody whom a project meets."""
    return standing_cast
