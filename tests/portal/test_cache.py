"""Redis may go away: whoever is signed in goes on working, and the sign-in page answers."""

import os
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.test import Client

from tests.factories.people import make_person
from tools import redis_server

pytestmark = pytest.mark.xdist_group("courier")
BACKEND = "voucher_portal.cache.DispensableRedisCache"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The Redis that bin/test gives, else one of our own."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
        return
    with redis_server.server() as (url, _kind):
        yield url


@pytest.fixture
def present(settings, server):
    settings.CACHES = {"default": {"BACKEND": BACKEND, "LOCATION": server, "KEY_PREFIX": "test-cache"}}
    yield caches["default"]
    caches["default"].clear()


@pytest.fixture
def absent(settings):
    """A cache whose Redis nobody started."""
    address = f"redis://127.0.0.1:{redis_server.free_port()}/0"
    settings.CACHES = {"default": {"BACKEND": BACKEND, "LOCATION": address}}
    return caches["default"]


def answers(cache) -> dict:
    return {
        "add": cache.add("lock", 1, 60),
        "add again": cache.add("lock", 1, 60),
        "set": cache.set("one", "two", 60),
        "get": cache.get("one", "nothing"),
        "get_many": cache.get_many(["one"]),
        "has_key": cache.has_key("one"),
        "touch": cache.touch("one", 60),
        "set_many": cache.set_many({"three": 3}, 60),
        "incr": cache.incr("three"),
        "delete": cache.delete("one"),
        "delete_many": cache.delete_many(["three"]),
        "clear": cache.clear(),
    }


def test_with_redis_it_is_a_cache_like_any_other(present):
    assert answers(present) == {
        "add": True,
        "add again": False,
        "set": None,
        "get": "two",
        "get_many": {"one": "two"},
        "has_key": True,
        "touch": True,
        "set_many": [],
        "incr": 4,
        "delete": True,
        "delete_many": None,
        "clear": True,
    }


def test_without_redis_every_question_is_a_miss(absent):
    assert answers(absent) == {
        "add": True,
        "add again": True,
        "set": None,
        "get": "nothing",
        "get_many": {},
        "has_key": False,
        "touch": False,
        "set_many": [],
        "incr": 1,
        "delete": False,
        "delete_many": None,
        "clear": False,
    }


@pytest.mark.django_db
def test_people_sign_in_and_work_without_redis(absent, settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    person, browser = make_person(), Client()

    signed_in = browser.post("/account/login/", {"login": person.email, "password": "correct-horse-battery"})

    assert (signed_in.status_code, signed_in.headers["Location"]) == (302, "/dashboard/")
    assert browser.get("/dashboard/").status_code == 200
    assert browser.get("/healthz").json()["status"] == "ok"
