"""A program that calls the API as one person in one role."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from accounts.actor import Actor
from accounts.models import Membership
from api.services import create_token
from tests.factories.cast import Cast, cast

ROOT = "/api/v1/"


class Program:
    """Calls the API with a personal token, or as a visitor."""

    def __init__(self, actor: Actor | None = None):
        self.client = Client(raise_request_exception=True, headers={"accept-language": "en"})
        self.headers: dict[str, str] = {}
        if actor is not None:
            membership = Membership.objects.get(pk=actor.membership_id)
            _token, secret = create_token(user=actor.user, membership=membership, name="test", days=30)
            self.headers["authorization"] = f"Bearer {secret}"

    def call(self, method: str, path: str, data: Any = None, **headers: str):
        """One request with a JSON body."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        body = {} if data is None else {"data": json.dumps(data), "content_type": "application/json"}
        send = getattr(self.client, method)
        return send(path if path.startswith("/") else ROOT + path, headers=self.headers | given, **body)

    def get(self, path: str, **headers: str):
        return self.call("get", path, **headers)

    def post(self, path: str, data: Any = None, **headers: str):
        return self.call("post", path, {} if data is None else data, **headers)

    def patch(self, path: str, data: Any):
        return self.call("patch", path, data)

    def put(self, path: str, data: Any):
        return self.call("put", path, data)

    def delete(self, path: str):
        return self.call("delete", path)

    def upload(self, path: str, data: dict[str, Any], **headers: str):
        """One request with a form."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(ROOT + path, data, headers=self.headers | given)


@pytest.fixture
def people(db) -> Cast:
    """Everybody whom a project meets."""
    return cast()


@pytest.fixture
def as_() -> Callable[..., Program]:
    """A program of a person."""
    return Program


@pytest.fixture
def visitor(db) -> Program:
    """A program of nobody."""
    return Program()


@pytest.fixture(scope="session")
def document() -> dict:
    """The OpenAPI document."""
    return SchemaGenerator().get_schema(request=None, public=True)
