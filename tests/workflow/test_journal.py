"""Changed bank accounts and people who join or leave are in the audit trail, with the numbers masked."""

import pytest
from django.core import signing
from django.test import Client

from accounts import services as accounts
from accounts.models import Organisation, User
from applications.services import update_enterprise
from funds import services as funds
from tests.factories.cast import Cast, cast
from tests.factories.projects import BANK, make_project
from workflow.audit import faults, state_faults
from workflow.models import Event


@pytest.fixture
def people(db) -> Cast:
    return cast()


def told(party: Organisation) -> list[tuple]:
    rows = Event.objects.filter(subject_label="accounts.organisation", subject_pk=party.pk)
    return list(rows.order_by("sequence").values_list("transition", "actor", "evidence"))


def test_changed_account_is_recorded_with_its_last_digits_only(people) -> None:
    party, user = people.applicant.organisation, people.applicant.user
    account = {"bank_name": "Bank A", "bank_account_name": party.name, "bank_account": "6222 0000 1111 2345"}

    for number in ("6222 0000 1111 2345", "6222 0000 1111 2345", "6222000011119876"):
        update_enterprise(party, party=account | {"bank_account": number}, profile={}, actor=people.applicant)

    (first, by, _evidence), (_second, _by, evidence) = told(party)
    assert (first, by) == ("change_account", user.pk)
    assert evidence["before"]["bank_account"] == "*" * 12 + "2345"
    assert evidence["after"]["bank_account"] == "*" * 12 + "9876"
    assert not Event.objects.filter(evidence__icontains="62220000").exists()
    office = Client(headers={"accept-language": "en"})
    office.force_login(people.officer.user)
    assert b"Bank account changed" in office.get("/audit/", {"q": f"ORG-{party.pk}"}).content


def test_account_stated_with_a_request_is_recorded(people) -> None:
    project = make_project("closed", people=people)

    funds.request_redemption(project, actor=people.laboratory, bank=BANK)

    [(deed, by, evidence)] = told(people.laboratory.organisation)
    assert (deed, by) == ("change_account", people.laboratory.user.pk)
    assert evidence["after"]["bank_account"].endswith(BANK.account_number[-4:])
    assert BANK.account_number not in str(evidence)


def test_who_joins_and_who_leaves_is_recorded_once(people) -> None:
    party = people.applicant.organisation
    user = User.objects.create_user("new@example.org", "long-enough-2026", name="Newcomer")
    letter = [party.pk, "applicant", user.email, people.applicant.user.pk]
    token = signing.dumps(letter, salt=accounts.SALT)

    accounts.accept(token, user=user)
    membership = accounts.accept(token, user=user)
    accounts.end_membership(membership, actor=people.applicant)

    assert [(deed, by) for deed, by, _evidence in told(party)] == [
        ("join", user.pk),
        ("end_membership", people.applicant.user.pk),
    ]
    assert list(faults()) == []
    assert list(state_faults()) == []
