"""Tokens: made and shown once, bound to one role, revoked and expired; sessions need their CSRF mark."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.enums import OrganisationKind, Role
from accounts.models import Membership
from api.models import Token
from api.services import create_token
from tests.api.conftest import Program
from tests.factories.cast import Cast
from tests.factories.people import make_organisation
from tests.factories.projects import make_project
from workflow.errors import NotPermitted, Unfit

PAGE = "/api/tokens/"


@pytest.fixture
def browser(people: Cast) -> Client:
    """The applicant's browser, signed in; CSRF is checked."""
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.force_login(people.applicant.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_token_acts_as_its_one_membership(people: Cast, as_) -> None:
    other = make_organisation(OrganisationKind.ENTERPRISE, "Second firm")
    user = people.applicant.user
    second = Membership.objects.create(user=user, organisation=other, role=Role.APPLICANT)
    project = make_project("draft", people=people)
    program = as_(people.applicant)
    _token, secret = create_token(user=user, membership=second, name="second", days=30)

    assert program.get("me/").json()["organisation"]["name"] == people.applicant.organisation.name
    assert program.get(f"projects/{project.reference}/").status_code == 200
    program.headers["authorization"] = f"Bearer {secret}"
    assert program.get("me/").json()["organisation"]["name"] == "Second firm"
    assert program.get(f"projects/{project.reference}/").status_code == 404


def test_secret_is_not_stored(people: Cast) -> None:
    membership = Membership.objects.get(pk=people.applicant.membership_id)
    token, secret = create_token(user=people.applicant.user, membership=membership, name="x", days=30)

    stored = Token.objects.filter(pk=token.pk).values().get()

    assert secret.startswith("cxq_")
    assert all(secret not in str(value) for value in stored.values())
    assert secret.startswith(stored["hint"])
    assert len(secret) > 40


def ended(token: Token, how: str) -> None:
    """Makes a token useless in one way."""
    if how == "revoked":
        Token.objects.filter(pk=token.pk).update(revoked_at=timezone.now())
    elif how == "person":
        token.user.is_active = False
        token.user.save()
    elif how == "membership":
        Membership.objects.filter(pk=token.membership_id).update(is_active=False)


@pytest.mark.parametrize("how", ["revoked", "person", "membership"])
def test_token_that_has_ended_is_401(people: Cast, as_, how: str) -> None:
    program = as_(people.applicant)
    assert program.get("me/").status_code == 200

    ended(Token.objects.get(), how)

    assert program.get("me/").status_code == 401


def test_token_expires(people: Cast, as_) -> None:
    program = as_(people.applicant)

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert program.get("me/").status_code == 401


@pytest.mark.parametrize(
    "given", ["Bearer", "Bearer cxq_wrong", "Bearer x", "Bearer cxq_" + "a" * 500, "bearer cxq_\xff"]
)
def test_wrong_token_is_401_also_where_visitors_may_read(people: Cast, given: str) -> None:
    program = Program()
    program.headers["authorization"] = given

    for path in ("me/", "laboratories/"):
        assert program.get(path).status_code == 401


def test_use_is_noted_once_a_minute(people: Cast, as_, django_assert_num_queries) -> None:
    program = as_(people.applicant)
    program.get("me/")
    first = Token.objects.get().last_used_at

    with django_assert_num_queries(1):
        program.get("me/")

    assert first is not None
    assert Token.objects.get().last_used_at == first


def test_session_reads_and_writes_with_its_mark_only(people: Cast, browser: Client) -> None:
    assert browser.get("/api/v1/me/").json()["role"] == "applicant"
    answer = browser.post("/api/v1/projects/", {}, content_type="application/json")
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"

    browser.get(PAGE)
    mark = browser.cookies["csrftoken"].value
    answer = browser.post(
        "/api/v1/projects/", {}, content_type="application/json", headers={"x-csrftoken": mark}
    )
    assert answer.status_code == 422


def test_session_acts_in_the_role_that_was_chosen(people: Cast, browser: Client) -> None:
    other = make_organisation(OrganisationKind.ENTERPRISE, "Second firm")
    second = Membership.objects.create(user=people.applicant.user, organisation=other, role=Role.APPLICANT)
    session = browser.session
    session["acting_membership"] = second.pk
    session.save()

    assert browser.get("/api/v1/me/").json()["organisation"]["name"] == "Second firm"


def test_page_shows_the_secret_once_and_revokes(people: Cast, browser: Client) -> None:
    browser.get(PAGE)
    mark = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    form = {"name": "ERP", "membership": people.applicant.membership_id, "days": "30"}

    made = browser.post(PAGE, form | mark)

    assert made.status_code == 201
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert secret not in browser.get(PAGE).content.decode()
    program = Program()
    program.headers["authorization"] = f"Bearer {secret}"
    assert program.get("me/").status_code == 200
    browser.post(f"/api/tokens/{Token.objects.get().pk}/revoke/", mark)
    assert program.get("me/").status_code == 401


def test_page_needs_a_person_and_knows_only_the_own_tokens(
    people: Cast, browser: Client, visitor: Program
) -> None:
    membership = Membership.objects.get(pk=people.stranger.membership_id)
    token, _secret = create_token(user=people.stranger.user, membership=membership, name="Foreign", days=30)
    browser.get(PAGE)
    mark = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}

    assert visitor.get(PAGE).status_code == 302
    assert "Foreign" not in browser.get(PAGE).content.decode()
    assert browser.post(f"/api/tokens/{token.pk}/revoke/", mark).status_code == 404
    form = {"name": "x", "membership": membership.pk, "days": "30"}
    assert browser.post(PAGE, form | mark).status_code == 422
    assert Token.objects.usable().count() == 1


def test_token_for_somebody_elses_role_is_refused(people: Cast) -> None:
    membership = Membership.objects.get(pk=people.officer.membership_id)

    with pytest.raises(NotPermitted):
        create_token(user=people.applicant.user, membership=membership, name="x", days=30)


def test_token_needs_a_name(people: Cast) -> None:
    membership = Membership.objects.get(pk=people.applicant.membership_id)

    with pytest.raises(Unfit) as refusal:
        create_token(user=people.applicant.user, membership=membership, name=" ", days=30)

    assert "name" in refusal.value.fields


def test_member_without_a_role_reads_nothing(people: Cast, browser: Client) -> None:
    Membership.objects.filter(user=people.applicant.user).update(is_active=False)

    assert browser.get("/api/v1/projects/").json() == {"results": [], "next": None}
    assert browser.get("/api/v1/me/").json()["organisation"] is None
