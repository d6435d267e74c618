"""Help: every answer's clause exists, every state is explained, both languages render."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from applications.enums import State
from tests.factories.cast import cast
from voucher_portal.pages.clauses import clauses
from voucher_portal.pages.help_words import QUESTIONS, WAYS


def test_clauses_of_the_answers_are_on_the_page_of_the_rules():
    known = {row["code"] for row in clauses(None)}

    assert {item.clause for item in QUESTIONS if item.clause} <= known
    assert len({item.code for item in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_visitors_read_help_with_every_state(client, db, language, django_assert_max_num_queries):
    client.cookies["django_language"] = language
    with django_assert_max_num_queries(3):
        page = client.get(reverse("help"))

    assert page.status_code == 200
    assert [row["code"] for row in page.context["states"]] == list(State.values)
    assert all(row["next"] for row in page.context["states"])
    assert page.content.decode().count("<details") == len(QUESTIONS)


def test_own_role_comes_first(db):
    people = cast()
    client = Client()
    client.force_login(people.laboratory.user)

    ways = client.get(reverse("help")).context["ways"]

    assert ways[0].role == Role.LABORATORY
    assert len(ways) == len(WAYS)


def test_the_office_is_named_with_its_address(db, client):
    people = cast()
    office = people.officer.organisation
    office.contact_phone = "010-00000000"
    office.save()

    page = client.get(reverse("help")).content.decode()

    assert office.name in page
    assert "010-00000000" in page
