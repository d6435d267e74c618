"""Accounts, roles and parties: what outlives an end, and what nobody can turn into something else."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from accounts.models import Membership
from accounts.models.user import SYSTEM_EMAIL
from api.services import create_token
from applications import services as applications
from tests.factories.people import next_uscc
from tests.factories.projects import make_project
from workflow.errors import Unfit

PASSWORD = "zorro-Strong-2291"


def test_deactivated_person_is_out_at_once(people, as_):
    browser = as_(people.officer)
    assert browser.get(reverse("dashboard")).status_code == 200

    get_user_model().objects.filter(pk=people.officer.user.pk).update(is_active=False)

    assert browser.get(reverse("dashboard")).status_code == 302
    assert browser.get("/api/v1/projects/").status_code in {401, 403}


@pytest.mark.parametrize("of", ["membership", "person"])
def test_token_ends_with_the_role_and_with_the_person(people, client, of):
    membership = Membership.objects.get(pk=people.officer.membership_id)
    _token, secret = create_token(user=membership.user, membership=membership, name="Script", days=30)
    headers = {"authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/projects/", headers=headers).status_code == 200

    if of == "membership":
        Membership.objects.filter(pk=membership.pk).update(is_active=False)
    else:
        get_user_model().objects.filter(pk=membership.user_id).update(is_active=False)

    assert client.get("/api/v1/projects/", headers=headers).status_code == 401


def test_nobody_registers_as_the_system(db, client):
    form = {
        "email": SYSTEM_EMAIL.upper(),
        "name": "System",
        "phone": "",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "agreement": "on",
    }
    client.post(reverse("account_signup"), form)

    assert not get_user_model().objects.filter(email=SYSTEM_EMAIL).exists()


@pytest.mark.parametrize("field", ["name", "uscc"])
def test_party_with_an_application_does_not_become_another_one(people, field):
    make_project("awarded", people=people)
    party = people.applicant.organisation
    before = (party.name, party.uscc)

    with pytest.raises(Unfit) as refusal:
        applications.update_enterprise(
            party, party={field: "另一家有限公司" if field == "name" else next_uscc()}, profile={}
        )

    assert set(refusal.value.fields) == {field}
    party.refresh_from_db()
    assert (party.name, party.uscc) == before


def test_party_without_an_application_corrects_its_name_and_with_one_its_address(people):
    party = people.stranger.organisation
    applications.update_enterprise(
        party, party={"name": "北京改名科技有限公司", "uscc": party.uscc}, profile={}
    )
    make_project("submitted", people=people)
    own = people.applicant.organisation

    applications.update_enterprise(own, party={"name": own.name, "address": "海淀路1号"}, profile={})

    own.refresh_from_db()
    assert (party.name, own.address) == ("北京改名科技有限公司", "海淀路1号")
