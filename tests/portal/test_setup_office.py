"""An empty production database becomes a portal with one command, and the officer gets in by one link."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.enums import OrganisationKind, Role
from accounts.models import Membership, Organisation, User
from institutions.models import ServiceInstitution
from policy.models import Edition
from voucher_portal.opening import way_in
from workflow.audit import faults

pytestmark = pytest.mark.django_db

NAME = "首都科技创新券管理办公室"
EMAIL = "first.officer@office.example"
PASSWORD = "a-long-and-quiet-river"


def set_up(*arguments: str, name: str = NAME, officer: str = EMAIL) -> str:
    out = StringIO()
    call_command("setup_office", "--name", name, "--officer", officer, *arguments, stdout=out)
    return out.getvalue()


def chosen(link: str, password: str = PASSWORD) -> Client:
    """A browser that opened the link and chose a password."""
    browser = Client()
    page = browser.get(link, follow=True)
    browser.post(page.request["PATH_INFO"], {"password1": password, "password2": password})
    return browser


def test_empty_database_gets_office_officer_editions_and_centres():
    set_up("--person", "Lin Yue")

    officer = User.objects.get(email=EMAIL)
    assert (officer.name, officer.is_superuser, officer.is_staff) == ("Lin Yue", False, False)
    held = officer.memberships.get()
    assert (held.role, held.organisation) == (Role.OFFICER, Organisation.objects.office())
    assert Organisation.objects.office().name == NAME
    assert Edition.objects.published().count() == 2
    assert [centre.state for centre in ServiceInstitution.objects.all()] == ["active"] * 6
    assert list(faults()) == []


def test_link_lets_the_officer_choose_a_password_once():
    link = set_up().splitlines()[-1]

    browser = chosen(link)

    assert browser.post("/account/login/", {"login": EMAIL, "password": PASSWORD}).status_code == 302
    assert browser.get("/dashboard/").status_code == 200
    assert browser.get("/admin/accounts/membership/add/").status_code == 200
    chosen(link, "another-long-password")
    assert User.objects.get(email=EMAIL).check_password(PASSWORD)


def test_second_run_changes_nothing_and_shows_no_link():
    set_up()
    chosen(way_in(User.objects.get(email=EMAIL)))
    before = User.objects.get(email=EMAIL).password

    said = set_up(name="Another name", officer=EMAIL.upper())

    assert "/account/password/" not in said
    assert User.objects.get(email=EMAIL).password == before
    assert list(Organisation.objects.of_kind(OrganisationKind.OFFICE).values_list("name", flat=True)) == [
        NAME
    ]
    assert Membership.objects.count() == 1


def test_link_is_shown_again_until_a_password_is_chosen():
    set_up()

    assert "/account/password/" in set_up()


def test_another_officer_joins_the_same_office():
    set_up()

    set_up(officer="second@office.example")

    assert Membership.objects.holding(Role.OFFICER, Organisation.objects.office().pk).count() == 2


def test_ended_role_comes_back():
    set_up()
    Membership.objects.update(is_active=False)

    set_up()

    assert Membership.objects.active().count() == 1


def test_somebody_with_an_account_keeps_the_password():
    User.objects.create_user(EMAIL, PASSWORD, name="Already Here")

    said = set_up("--person", "Somebody Else")

    assert "/account/password/" not in said
    person = User.objects.get(email=EMAIL)
    assert (person.name, person.check_password(PASSWORD)) == ("Already Here", True)


def test_link_goes_by_mail_when_asked(mailoutbox):
    said = set_up("--mail")

    assert "http" not in said
    assert mailoutbox[0].to == [EMAIL]
    assert way_in(User.objects.get(email=EMAIL)).split("/key/")[0] in mailoutbox[0].body


@pytest.mark.parametrize(("name", "officer"), [("", EMAIL), (NAME, "no address"), ("x" * 121, EMAIL)])
def test_unfit_name_or_address_leaves_the_database_empty(name, officer):
    with pytest.raises(CommandError):
        set_up(name=name, officer=officer)

    assert (User.objects.filter(email=officer).count(), Organisation.objects.count()) == (0, 0)
    assert Edition.objects.count() == 0
