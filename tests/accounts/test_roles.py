"""Whose role a person may take, and who they are."""

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from accounts.enums import OrganisationKind, Role
from accounts.middleware import SESSION_KEY
from accounts.models import Membership
from tests.factories.people import make_actor, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_person("Li Lei", language="en")


@pytest.fixture
def memberships(person) -> list[Membership]:
    parties = [make_organisation(OrganisationKind.ENTERPRISE), make_organisation(OrganisationKind.TEAM)]
    return [
        Membership.objects.create(user=person, organisation=party, role=Role.APPLICANT) for party in parties
    ]


@pytest.fixture
def signed_in(client, person):
    client.force_login(person)
    return client


def test_person_acts_in_another_own_role(signed_in, memberships):
    response = signed_in.post(reverse("accounts:act_as"), {"membership": memberships[1].pk})

    assert response.status_code == 302
    assert signed_in.session[SESSION_KEY] == memberships[1].pk
    page = signed_in.get(reverse("accounts:profile"))
    assert page.wsgi_request.actor.organisation == memberships[1].organisation


def test_foreign_membership_cannot_be_taken(signed_in, memberships):
    foreign = make_actor(Role.OFFICER).membership_id

    response = signed_in.post(reverse("accounts:act_as"), {"membership": foreign})

    assert response.status_code == 404
    assert SESSION_KEY not in signed_in.session


def test_foreign_membership_in_the_session_has_no_effect(signed_in, memberships):
    """Even if the session said so, the middleware looks among the person's own memberships only."""
    session = signed_in.session
    session[SESSION_KEY] = make_actor(Role.OFFICER).membership_id
    session.save()

    page = signed_in.get(reverse("accounts:profile"))

    assert page.wsgi_request.actor.membership_id == memberships[0].pk


def test_ended_membership_cannot_be_taken(signed_in, memberships):
    Membership.objects.filter(pk=memberships[1].pk).update(is_active=False)

    assert signed_in.post(reverse("accounts:act_as"), {"membership": memberships[1].pk}).status_code == 404


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 30])
def test_nonsense_as_membership_is_not_found(signed_in, memberships, nonsense):
    assert signed_in.post(reverse("accounts:act_as"), {"membership": nonsense}).status_code == 404


def test_role_is_never_changed_by_a_link(signed_in, memberships):
    assert signed_in.get(reverse("accounts:act_as"), {"membership": memberships[1].pk}).status_code == 405


def test_change_of_role_comes_back_to_a_page_of_the_portal(signed_in, memberships):
    response = signed_in.post(
        reverse("accounts:act_as"), {"membership": memberships[1].pk, "next": "/me/profile/"}
    )

    assert response["Location"] == "/me/profile/"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
    ],
)
def test_change_of_role_never_leads_out_of_the_portal(signed_in, memberships, address):
    response = signed_in.post(reverse("accounts:act_as"), {"membership": memberships[1].pk, "next": address})

    assert response["Location"] == reverse("dashboard")


def test_profile_keeps_name_phone_and_language(signed_in, person):
    response = signed_in.post(
        reverse("accounts:profile"), {"name": "李雷", "phone": "13800000000", "language": "zh-hans"}
    )

    person.refresh_from_db()
    assert (person.name, person.phone, person.language) == ("李雷", "13800000000", "zh-hans")
    assert response.cookies[django_settings.LANGUAGE_COOKIE_NAME].value == "zh-hans"


def test_profile_cannot_change_rights_or_address(signed_in, person):
    before = person.email
    signed_in.post(
        reverse("accounts:profile"),
        {"name": "Li", "language": "en", "is_staff": "1", "is_superuser": "1", "email": "x@example.org"},
    )

    person.refresh_from_db()
    assert (person.is_staff, person.is_superuser, person.email) == (False, False, before)


def test_unknown_language_is_refused(signed_in, person):
    response = signed_in.post(reverse("accounts:profile"), {"name": "Li", "language": "tlh"})

    assert "language" in response.context["form"].errors
