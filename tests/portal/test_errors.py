"""Pages of refusal: each says what happened and what to do next, and none is an accident."""

import json

import pytest
from django.db import connection
from django.test import Client

from accounts.enums import Role
from tests.factories.cast import cast
from tests.factories.people import make_actor
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def next_step(text: str) -> bool:
    """Whether the page offers a way on."""
    return "What you can do" in text and 'href="/' in text


def test_403_says_why_and_what_to_do(client):
    client.force_login(make_actor(Role.EXPERT).user)

    response = client.get("/audit/")

    assert response.status_code == 403
    assert next_step(response.text)


def test_404_says_what_to_do(client):
    client.force_login(make_actor(Role.OFFICER).user)

    response = client.get("/projects/P-22222222/")

    assert response.status_code == 404
    assert next_step(response.text)


def test_character_that_no_text_may_hold_is_no_accident(client):
    """PostgreSQL refuses it, SQLite takes it; on neither is it an error of the portal."""
    client.force_login(make_actor(Role.FINANCE).user)

    assert client.get("/ledger/?call=%00").status_code in {200, 404}
    kept = client.post("/desk/views/save/", {"name": "a\x00b", "query": ""})
    assert kept.status_code in {302, 422}


def test_409_says_who_was_faster_and_what_to_do(client):
    people = cast()
    project = make_project("approved", people=people)
    client.force_login(people.officer.user)

    response = client.post(f"/projects/{project.reference}/approve/", {"amount": "1"})

    assert response.status_code == 409
    assert "Already done by Approver Zhao at" in response.text
    assert next_step(response.text)


def test_422_names_what_is_missing_and_what_to_do(client):
    people = cast()
    project = make_project("draft", people=people, background="")
    client.force_login(people.applicant.user)

    response = client.post(f"/projects/{project.reference}/submit/")

    assert response.status_code == 422
    assert "not complete" in response.text
    assert next_step(response.text)


def test_method_that_a_page_does_not_know_is_405(client):
    client.force_login(make_actor(Role.OFFICER).user)

    assert client.post("/audit/").status_code == 405
    assert client.delete("/dashboard/").status_code == 405


@pytest.mark.parametrize(
    "path", ["/", "/rules/", "/notices/", "/laboratories/", "/account/login/", "/healthz"]
)
def test_public_pages_need_no_account(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/dashboard/", "/projects/", "/audit/", "/messages/", "/me/profile/"])
def test_other_pages_lead_to_the_sign_in_and_back(client, path):
    response = client.get(path)

    assert response.status_code == 302
    assert response.url == f"/account/login/?next={path}"


@pytest.mark.parametrize("path", ["/", "/rules/", "/projects/P-22222222/", "/nowhere/"])
@pytest.mark.parametrize("language", ["zh-hans", "en", "fr", "x" * 500, "*"])
def test_any_language_of_a_browser_is_served(path, language):
    assert Client(headers={"accept-language": language}).get(path).status_code < 500


def test_health_is_told_without_secrets(client):
    response = client.get("/healthz")

    told = json.loads(response.content)
    assert response.status_code == 200
    assert told["status"] == "ok"
    assert "password" not in response.text.lower()
    assert str(connection.settings_dict["NAME"]) not in response.text


def test_foreign_host_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_a_foreign_address(client, address):
    person = make_actor(Role.OFFICER).user

    login = client.post(
        "/account/login/", {"login": person.email, "password": "correct-horse-battery", "next": address}
    )
    language = client.post("/i18n/setlang/", {"language": "en", "next": address})

    assert "evil" not in login.headers.get("Location", "")
    assert "javascript" not in login.headers.get("Location", "")
    assert "evil" not in language.headers.get("Location", "")
    assert "javascript" not in language.headers.get("Location", "")


def test_pages_carry_the_strict_policy(client):
    headers = client.get("/").headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
