"""How people join and leave a party."""

import re

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts import services
from accounts.enums import OrganisationKind, Role
from accounts.models import Membership
from tests.factories.people import make_actor, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact():
    return make_actor(Role.APPLICANT, make_organisation(OrganisationKind.ENTERPRISE, "Spark Ltd"), "Contact")


@pytest.fixture
def invited(client, contact):
    """Sends an invitation in the browser and gives back the path in its letter."""

    def send(email: str) -> str:
        client.force_login(contact.user)
        client.post(reverse("accounts:members"), {"email": email})
        path = re.search(r"/me/join/\S+", mail.outbox[-1].body).group()
        client.logout()
        return path

    return send


def test_invited_person_joins_by_a_press_of_the_button(client, contact, invited):
    colleague = make_person("Colleague")
    path = invited(colleague.email)
    assert not Membership.objects.filter(user=colleague).exists()

    client.force_login(colleague)
    assert client.get(path).status_code == 200
    assert not Membership.objects.filter(user=colleague).exists()
    client.post(path)
    client.post(path)

    membership = Membership.objects.get(user=colleague)
    assert (membership.organisation, membership.role) == (contact.organisation, Role.APPLICANT)


def test_invitation_tells_nobody_who_has_an_account(client, contact):
    known = make_person("Known")
    client.force_login(contact.user)
    answers = []
    for email in (known.email, "unknown@example.org"):
        page = client.post(reverse("accounts:members"), {"email": email}, follow=True).content.decode()
        page = re.sub(r'value="[^"]{64}"|"X-CSRFToken": "[^"]+"', "", page)
        answers.append(page.replace(email, "somebody"))
    letters = [re.sub(r"/me/join/\S+", "", letter.body) for letter in mail.outbox]

    assert answers[0] == answers[1]
    assert letters[0] == letters[1]


def test_visitor_with_an_invitation_is_shown_the_way_in(client, invited):
    page = client.get(invited("new@example.org"))

    assert page.status_code == 200
    assert reverse("account_signup") in page.content.decode()
    assert client.post(page.wsgi_request.path).status_code == 200
    assert Membership.objects.count() == 1


def test_invitation_is_for_its_receiver_only(client, invited):
    path = invited("new@example.org")
    stranger = make_person("Stranger")

    client.force_login(stranger)

    assert "This invitation was written to new@example.org" in client.get(path).content.decode()
    assert client.post(path).status_code == 410
    assert not Membership.objects.filter(user=stranger).exists()


def test_invitation_ends_after_seven_days_and_when_it_is_forged(client, invited):
    colleague = make_person()
    path = invited(colleague.email)
    client.force_login(colleague)

    assert client.get(path[:-2] + "x/").status_code == 410
    with time_machine.travel(timezone.now() + timezone.timedelta(days=8), tick=False):
        client.force_login(colleague)
        assert client.post(path).status_code == 410


def test_invitation_of_somebody_who_left_is_void(client, contact, invited):
    colleague = make_person()
    path = invited(colleague.email)
    Membership.objects.filter(pk=contact.membership_id).update(is_active=False)

    client.force_login(colleague)

    assert client.post(path).status_code == 410


def test_colleague_who_was_removed_does_not_come_back_with_an_old_invitation(client, contact, invited):
    colleague = make_person()
    path = invited(colleague.email)
    client.force_login(colleague)
    client.post(path)
    client.force_login(contact.user)
    client.post(reverse("accounts:end_membership"), {"membership": Membership.objects.get(user=colleague).pk})

    client.force_login(colleague)

    assert client.post(path).status_code == 410
    assert Membership.objects.get(user=colleague).is_active is False


def test_only_the_contact_person_invites(client, contact):
    colleague = make_actor(Role.APPLICANT, contact.organisation)
    client.force_login(colleague.user)

    assert client.get(reverse("accounts:members")).status_code == 200
    assert client.post(reverse("accounts:members"), {"email": "x@example.org"}).status_code == 403
    assert mail.outbox == []


def test_contact_address_of_the_party_names_the_contact_person(contact):
    named = make_actor(Role.APPLICANT, contact.organisation)
    contact.organisation.contact_email = named.user.email.upper()

    assert services.contact_of(contact.organisation).user == named.user


def test_office_roles_are_never_given_by_invitation(client):
    officer = make_actor(Role.OFFICER)
    client.force_login(officer.user)

    assert client.post(reverse("accounts:members"), {"email": "x@example.org"}).status_code == 403


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AUDITOR])
def test_experts_and_auditors_do_not_see_who_else_sits_in_the_office(client, role):
    client.force_login(make_actor(role).user)

    assert client.get(reverse("accounts:members")).status_code == 403


def test_person_without_a_party_has_no_colleagues(client):
    client.force_login(make_person())

    assert client.get(reverse("accounts:members")).status_code == 403


def test_member_of_another_party_cannot_be_removed(client, contact):
    foreign = make_actor(Role.APPLICANT, make_organisation(OrganisationKind.ENTERPRISE))
    client.force_login(contact.user)

    response = client.post(reverse("accounts:end_membership"), {"membership": foreign.membership_id})

    assert response.status_code == 404
    assert Membership.objects.get(pk=foreign.membership_id).is_active is True


def test_contact_person_cannot_remove_themselves(client, contact):
    client.force_login(contact.user)

    response = client.post(reverse("accounts:end_membership"), {"membership": contact.membership_id})

    assert response.status_code == 403


def test_invitations_are_limited(client, contact):
    client.force_login(contact.user)
    for number in range(20):
        client.post(reverse("accounts:members"), {"email": f"colleague{number}@example.org"})

    page = client.post(reverse("accounts:members"), {"email": "one.more@example.org"})

    assert len(mail.outbox) == 20
    assert "You have sent many invitations." in page.content.decode()
