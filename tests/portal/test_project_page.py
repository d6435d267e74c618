"""The project page: one page for every audience, in every state, in few queries."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from accounts.actor import Actor
from accounts.middleware import SESSION_KEY
from applications.enums import APPLICANT_LABELS, State
from applications.models import Project
from tests.factories.cast import Cast, cast
from tests.factories.projects import make_project
from tests.worlds import standing, visit_every_state

ROLES = ("applicant", "recommender", "laboratory", "service", "officer", "approver", "finance", "auditor")
# Session, person, roles and unread messages included.
MOST_QUERIES = 12


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker) -> Iterator[Cast]:
    with standing(django_db_blocker):
        yield cast()


def browser(actor: Actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    session = client.session
    session[SESSION_KEY] = actor.membership_id
    session.save()
    return client


def shown(project: Project, actor: Actor) -> tuple:
    client = browser(actor)
    client.get(f"/projects/{project.reference}/")  # how long steps usually take is counted once an hour
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/projects/{project.reference}/")
    return response, len(queries)


def test_page_opens_for_every_role_in_every_state_with_few_queries(people, db):
    too_many, wrong = {}, []

    def visit(state, play):
        for role in ROLES:
            hidden = state == "draft" and role not in {"applicant", "auditor"}
            response, queries = shown(play.project, getattr(people, role))
            if response.status_code != (404 if hidden else 200):
                wrong.append((state, role, response.status_code))
            if queries > MOST_QUERIES:
                too_many[state, role] = queries

    visit_every_state(people, visit)

    assert wrong == []
    assert too_many == {}


def test_state_is_told_in_the_words_of_the_audience(people, db):
    project = make_project("contract_submitted", people=people)

    assert "The office checks the contract" in shown(project, people.applicant)[0].text
    assert "The office checks the contract" in shown(project, people.laboratory)[0].text
    assert "Contract submitted" in shown(project, people.officer)[0].text
    assert set(APPLICANT_LABELS) <= set(State)


def test_buttons_are_the_steps_that_one_may_take(people, db):
    project = make_project("endorsed", people=people)
    path = f"/projects/{project.reference}"

    officer, applicant = shown(project, people.officer)[0].text, shown(project, people.applicant)[0].text

    assert f'href="{path}/approve/"' in officer
    assert f'href="{path}/withdraw/"' not in officer
    assert f'href="{path}/withdraw/"' in applicant
    assert f'href="{path}/approve/"' not in applicant


def test_later_step_is_shown_with_the_reason_why_not_yet(people, db):
    text = shown(make_project("awarded", people=people), people.applicant)[0].text

    assert "Submit the closing report" in text
    assert "Possible when the project is: Contract cleared, work in progress" in text


def test_applicant_never_learns_who_the_experts_are(people, db):
    project = make_project("closed", people=people)
    names = [expert.user.name for expert in people.experts]

    for role in ("applicant", "laboratory", "recommender", "service"):
        text = shown(project, getattr(people, role))[0].text
        assert not [name for name in names if name in text]
    assert [name for name in names if name in shown(project, people.officer)[0].text]


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}", "\u202egnp.exe"]
)
def test_what_people_write_stays_text(people, db, words):
    project = make_project("submitted", people=people, title=words, background=words, content=words)

    for actor in (people.applicant, people.officer):
        text = shown(project, actor)[0].text
        assert "<script>alert(1)" not in text
        assert "<img src=x" not in text
        assert escape(words) in text


@pytest.mark.parametrize("address", ["/projects/P-22222222/", "/projects/x/", "/projects/" + "A" * 500 + "/"])
def test_unknown_reference_is_not_found(people, db, address):
    assert browser(people.officer).get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/projects/%00/", 404),
        ("/projects/%00/edit/", 404),
        ("/%00", 404),
        ("/audit/?q=%00", 200),
        ("/desk/?q=%00", 200),
    ],
)
def test_zero_bytes_in_an_address_are_no_accident(people, db, address, status):
    assert browser(people.officer).get(address).status_code == status


def test_page_in_chinese_has_no_english_state(people, db):
    project = make_project("awarded", people=people)
    client = browser(people.officer)

    text = client.get(f"/projects/{project.reference}/", headers={"accept-language": "zh-hans"}).text

    assert "Voucher awarded, awaiting the contract" not in text


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_page_is_only_read(people, db, method):
    project = make_project("awarded", people=people)

    assert getattr(browser(people.officer), method)(f"/projects/{project.reference}/").status_code == 405
