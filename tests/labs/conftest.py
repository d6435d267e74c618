"""The edition under which these tests decide."""

import pytest

from policy.models import Edition
from tests.factories.policy import make_edition


@pytest.fixture(autouse=True)
def edition(db) -> Edition:
    """The programme's own numbers: thirty enterprises, two events."""
    return make_edition()
