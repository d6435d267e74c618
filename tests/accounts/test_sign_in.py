"""Signing in and registering: limits, silence about who has an account, fresh sessions."""

import re

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.urls import reverse

from accounts.models import User
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
PASSWORD = "correct-horse-battery"
NEW = {
    "name": "Han Meimei",
    "phone": "",
    "password1": "a-long-pass-phrase-77",
    "password2": "a-long-pass-phrase-77",
    "agreement": "on",
}


def sign_in(client, email: str, password: str = PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def without_tokens(page: str) -> str:
    return re.sub(r'value="[^"]{64}"|"X-CSRFToken": "[^"]+"', "", page)


def test_person_signs_in_and_reads_pages_in_their_language(client):
    person = make_person(language="en")

    response = sign_in(client, person.email.upper())

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    assert response.cookies[django_settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_session_key_changes_at_sign_in(client):
    person = make_person()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = "chosen-by-an-attacker-000000000"
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    client.cookies[django_settings.SESSION_COOKIE_NAME] = before

    sign_in(client, person.email)

    assert client.session.session_key != before
    assert client.session["_auth_user_id"] == str(person.pk)


def test_wrong_password_and_unknown_address_get_the_same_answer(client):
    person = make_person()

    wrong = without_tokens(sign_in(client, person.email, "wrong").content.decode())
    unknown = without_tokens(sign_in(client, "nobody@example.org", "wrong").content.decode())

    assert wrong.replace(person.email, "") == unknown.replace("nobody@example.org", "")


def test_guessing_one_password_is_limited_also_with_forged_addresses(client):
    person = make_person()
    for number in range(5):
        sign_in(client, person.email, "wrong", headers={"x-forwarded-for": f"10.0.0.{number}"})

    response = sign_in(client, person.email, headers={"x-forwarded-for": "10.0.0.77"})

    assert "_auth_user_id" not in client.session
    assert "Too many failed login attempts." in response.content.decode()


def test_guessing_over_many_accounts_is_limited_by_address(client):
    person = make_person()
    for number in range(10):
        sign_in(client, f"person{number}@guess.example", "x", headers={"x-forwarded-for": f"10.0.0.{number}"})

    sign_in(client, person.email)

    assert "_auth_user_id" not in client.session


def test_password_reset_tells_nobody_who_has_an_account(client):
    person = make_person()

    known = client.post(reverse("account_reset_password"), {"email": person.email}, follow=True)
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert without_tokens(known.content.decode()) == without_tokens(unknown.content.decode())
    assert len(mail.outbox) == 2


def test_registration_tells_nobody_who_has_an_account_when_addresses_are_verified(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    person = make_person()

    known = client.post(reverse("account_signup"), NEW | {"email": person.email}, follow=True)
    client.logout()
    unknown = client.post(reverse("account_signup"), NEW | {"email": "new@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert [letter.to for letter in mail.outbox] == [[person.email], ["new@example.org"]]
    assert User.objects.filter(email=person.email).count() == 1


def test_letters_of_sign_in_carry_the_name_of_the_portal_not_the_host(client):
    person = make_person()

    client.post(reverse("account_reset_password"), {"email": person.email}, headers={"host": "localhost"})

    assert mail.outbox[0].subject.startswith("[Innovation Voucher Portal] ")


def test_registration_keeps_name_and_language_and_signs_in(client):
    response = client.post(
        reverse("account_signup"),
        NEW | {"email": "New.Person@Example.org"},
        headers={"accept-language": "en"},
    )

    person = User.objects.get(email="new.person@example.org")
    assert response.status_code == 302
    assert (person.name, person.language) == ("Han Meimei", "en")
    assert person.memberships.count() == 0


def test_registration_needs_consent_and_a_name(client):
    answers = {"email": "new@example.org", "password1": NEW["password1"], "password2": NEW["password2"]}

    response = client.post(reverse("account_signup"), answers)

    assert set(response.context["form"].errors) == {"name", "agreement"}
    assert not User.objects.filter(email="new@example.org").exists()


def test_weak_password_is_refused(client):
    weak = {"password1": "password12", "password2": "password12"}

    response = client.post(reverse("account_signup"), NEW | weak | {"email": "new@example.org"})

    assert "password1" in response.context["form"].errors


def test_registration_cannot_give_rights(client):
    client.post(
        reverse("account_signup"), NEW | {"email": "new@example.org", "is_staff": "on", "is_superuser": "on"}
    )

    person = User.objects.get(email="new@example.org")
    assert (person.is_staff, person.is_superuser) == (False, False)


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_sign_in_never_leads_out_of_the_portal(client, address):
    person = make_person()

    response = client.post(
        reverse("account_login") + f"?next={address}",
        {"login": person.email, "password": PASSWORD, "next": address},
    )

    assert "evil.example" not in response["Location"]


def test_closed_account_cannot_sign_in(client):
    person = make_person(is_active=False)

    sign_in(client, person.email)

    assert "_auth_user_id" not in client.session


def test_system_account_cannot_sign_in(client):
    system = User.objects.system()

    sign_in(client, system.email, "")

    assert "_auth_user_id" not in client.session
    assert system.has_usable_password() is False


def test_reset_link_works_once(client):
    person = make_person()
    client.post(reverse("account_reset_password"), {"email": person.email})
    path = re.search(r"/account/password/reset/key/\S+", mail.outbox[0].body).group()
    form = client.get(path, follow=True)
    target = form.redirect_chain[-1][0]
    client.post(target, {"password1": "another-pass-phrase-88", "password2": "another-pass-phrase-88"})
    client.logout()

    again = client.get(path, follow=True)

    person.refresh_from_db()
    assert person.check_password("another-pass-phrase-88")
    assert again.context["token_fail"] is True
