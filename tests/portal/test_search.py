"""Search: everybody finds their own files, nobody finds others', and an exact reference opens its page."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from applications.models import Project
from tests.factories.cast import Cast, cast
from tests.factories.projects import make_project

MOST_QUERIES = 12
ROLES = ["applicant", "recommender", "laboratory", "service", "officer", "approver", "finance", "auditor"]


@pytest.fixture
def people(db) -> Cast:
    return cast()


def page(actor, words: str, **headers):
    client = Client(headers={"accept-language": "en"} | headers)
    client.force_login(actor.user)
    return client.get(reverse("search"), {"q": words})


def labels(answer) -> dict[str, list[str]]:
    return {
        str(group["title"]): [row["label"] for row in group["rows"]] for group in answer.context["groups"]
    }


@pytest.mark.parametrize("role", ROLES)
def test_everybody_finds_a_project_of_theirs_by_every_word_of_it(people, role):
    project = make_project("awarded", people=people, title="Alloy fatigue rig")
    actor = getattr(people, role)

    for words in (
        "alloy RIG",
        project.reference[2:7],
        project.applicant.uscc,
        project.applicant.name,
        f"alloy {project.applicant.name[:4]}",
    ):
        assert labels(page(actor, words))["Projects"] == ["Alloy fatigue rig"], words
    assert labels(page(actor, project.voucher_number[4:10]))["Vouchers"] == [project.voucher_number]
    assert page(actor, "alloy submarine").context["groups"] == []


def test_nobody_finds_what_they_may_not_see(people):
    project = make_project("awarded", people=people, title="Alloy fatigue rig")
    draft = Project.objects.get(pk=make_project("draft", people=people, title="Secret alloy idea").pk)
    spare = people.acting(people.spare_expert)

    for actor in (people.stranger, spare):
        for words in ("alloy", project.reference, project.voucher_number, project.applicant.uscc):
            answer = page(actor, words)
            assert (answer.status_code, answer.context["groups"]) == (200, []), words
    for actor in (people.officer, people.recommender, people.laboratory):
        assert labels(page(actor, "alloy"))["Projects"] == ["Alloy fatigue rig"]
        assert page(actor, draft.reference).status_code == 200


def test_visitors_are_asked_to_sign_in(db, client):
    answer = client.get(reverse("search"), {"q": "alloy"})

    assert (answer.status_code, reverse("account_login") in answer["location"]) == (302, True)


def test_exact_reference_opens_the_page_at_once(people):
    project = make_project("awarded", people=people)
    laboratory, institution = people.open_laboratory, people.institution

    for words, url in {
        f" {project.reference.lower()} ": project.get_absolute_url(),
        project.voucher_number: project.get_absolute_url(),
        laboratory.reference: laboratory.get_absolute_url(),
        institution.reference: institution.get_absolute_url(),
    }.items():
        answer = page(people.officer, words)
        assert (answer.status_code, answer["location"]) == (302, url)


def test_laboratories_and_institutions_are_found_by_name(people):
    assert labels(page(people.applicant, "先进材料"))["Laboratories"] == ["北京先进材料实验室"]
    found = page(people.applicant, "中关村孵化器")
    assert labels(found) == {"Institutions": ["中关村孵化器有限公司"]}
    assert found.context["groups"][0]["rows"][0]["url"] == reverse("institutions:directory")
    dossier = page(people.officer, "中关村孵化器").context["groups"][0]["rows"][0]["url"]
    assert dossier == people.institution.get_absolute_url()


@pytest.mark.parametrize("words", ["", "a", "\x00", "%_", "P-ZZZZZZZZ", "-", "x" * 500, "' OR 1=1", "P-７K3"])
def test_odd_words_find_nothing_and_break_nothing(people, words):
    make_project("awarded", people=people)

    assert labels(page(people.officer, words)) in ({}, {"Projects": []})


def test_page_costs_a_bounded_number_of_queries(people, django_assert_max_num_queries):
    for number in range(3):
        make_project("submitted", people=people, title=f"Alloy {number}")
    client = Client()
    client.force_login(people.officer.user)

    for words in ("alloy", "北京", "CXQ"):
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(reverse("search"), {"q": words})


def test_page_speaks_both_languages(people):
    for language in ("en", "zh-hans"):
        client = Client()
        client.force_login(people.officer.user)
        client.cookies["django_language"] = language
        with translation.override(language):
            assert client.get(reverse("search"), {"q": "北京"}).status_code == 200
