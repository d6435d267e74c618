"""With the setting of production, a password alone opens nothing of the office."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts.enums import OrganisationKind, Role
from tests.factories.people import make_actor, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.OFFICE_NEEDS_SECOND_FACTOR = True


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER, Role.FINANCE, Role.AUDITOR])
@pytest.mark.parametrize("name", ["dashboard", "applications:projects", "admin:index", "api-tokens"])
def test_the_office_sets_up_a_second_factor_first(client, role, name):
    client.force_login(make_actor(role).user)
    assert client.get(reverse(name)).url == reverse("mfa_activate_totp")


def test_the_office_works_on_with_a_second_factor(client):
    officer = make_actor(Role.OFFICER).user
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(officer)
    assert client.get(reverse("dashboard")).status_code == 200


def test_other_people_are_not_asked(client):
    client.force_login(make_actor(Role.APPLICANT, make_organisation(OrganisationKind.ENTERPRISE)).user)
    assert client.get(reverse("dashboard")).status_code == 200


def test_signing_out_stays_open(client):
    client.force_login(make_actor(Role.OFFICER).user)
    assert client.get(reverse("account_logout")).status_code == 200
