"""The factory reaches every state of the table through the services."""

import pytest

from applications.enums import State
from tests.factories.projects import make_project


@pytest.mark.parametrize("state", State.values)
def test_every_state_is_reached_through_the_services(db, state: str) -> None:
    project = make_project(state)

    assert project.state == state
