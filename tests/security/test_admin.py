"""The administration answers no question about what it does not show, and gives nobody power over themselves."""

import pytest
from django.urls import reverse

from accounts.enums import OrganisationKind, Role
from accounts.models import Membership
from tests.factories.people import make_actor, make_office, make_organisation, make_person
from tests.factories.projects import make_project


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR])
@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        ("accounts_user", "password__startswith=md5"),
        ("accounts_user", "is_superuser=1"),
        ("applications_startupteam", "leader_id_number__startswith=1"),
        ("funds_redemption", "account_number__startswith=6"),
        ("notifications_message", "body__contains=a"),
        ("applications_project", "snapshot__icontains=a"),
    ],
)
def test_hidden_columns_cannot_be_asked_for(people, as_, role, model, lookup):
    browser = as_(people.officer if role == Role.OFFICER else people.auditor)
    address = reverse(f"admin:{model}_changelist")

    assert browser.get(address).status_code == 200
    assert browser.get(f"{address}?{lookup}").status_code == 400


@pytest.mark.parametrize("lookup", ["readers__isnull=False", "readers=1", "assignments__isnull=False"])
def test_parties_cannot_ask_who_reviews_their_project(people, as_, lookup):
    make_project("submitted", people=people)
    address = reverse("admin:applications_project_changelist")

    assert as_(people.recommender).get(f"{address}?{lookup}").status_code == 400
    assert as_(people.recommender).get(f"{address}?state__exact=submitted").status_code == 200


def given(browser, **form) -> bool:
    """Whether the administration took a new membership."""
    before = Membership.objects.count()
    browser.post(reverse("admin:accounts_membership_add"), {"is_active": "on"} | form)
    return Membership.objects.count() > before


def test_officer_takes_no_second_role(people, as_):
    officer, office = people.officer, make_office()

    for role in (Role.APPROVER, Role.FINANCE, Role.EXPERT):
        assert not given(as_(officer), user=officer.user.pk, organisation=office.pk, role=role)
    assert given(as_(officer), user=make_person().pk, organisation=office.pk, role=Role.APPROVER)


def test_roles_of_the_office_are_held_in_the_office_and_the_systems_by_nobody(people, as_):
    enterprise, office = make_organisation(OrganisationKind.ENTERPRISE), make_office()
    browser, person = as_(people.officer), make_person()

    assert not given(browser, user=person.pk, organisation=enterprise.pk, role=Role.OFFICER)
    assert not given(browser, user=person.pk, organisation=office.pk, role=Role.SYSTEM)
    assert not given(browser, user=person.pk, organisation=office.pk, role=Role.APPLICANT)
    assert given(browser, user=person.pk, organisation=enterprise.pk, role=Role.APPLICANT)


def test_addresses_of_foreign_files_are_not_told_by_number(people, as_):
    """The administration's shortcut from a row's number to its page would name references that nobody can guess."""
    project = make_project("submitted", people=people)
    stranger = make_actor(Role.RECOMMENDER, make_organisation(OrganisationKind.RECOMMENDING))

    for number in range(1, 60):
        answer = as_(stranger).get(f"/admin/r/{number}/{project.pk}/")
        assert answer.status_code == 404, answer.headers


def test_rows_with_a_page_of_their_own_link_to_it(people, as_):
    project = make_project("submitted", people=people)

    answer = as_(people.officer).get(reverse("admin:applications_project_change", args=[project.pk]))

    assert answer.status_code == 200
    assert f'href="{project.get_absolute_url()}"' in answer.content.decode()
