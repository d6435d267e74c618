"""A browser that asks for English pages."""

import pytest
from django.test import Client


@pytest.fixture
def client() -> Client:
    """A browser that asks for English pages."""
    return Client(headers={"accept-language": "en"})
