"""What visitors see of the public notice, and how they object."""

import pytest
from django.urls import reverse

from funds.models import Objection
from tests.factories.institutions import pdf
from tests.factories.projects import NOTICE, make_call, make_project, reread
from tests.funds.conftest import MILLION
from workflow.models import Document

WORDS = {"name": "A neighbour", "contact": "13800000000", "text": "Copied from our shop."}


@pytest.fixture
def notice(people):
    """The call of these projects, with a notice of five days."""
    return make_call(budget=MILLION, people=people, **NOTICE)


def test_visitor_reads_what_is_in_notice_and_nothing_else(people, notice, client):
    shown = make_project("noticed", people=people, call=notice, title="Shown project")
    make_project("approved", people=people, call=notice, title="Hidden project")

    page = client.get(reverse("public_notices"))

    words = page.content.decode()
    assert page.status_code == 200
    assert [row.reference for row in page.context["page"]] == [shown.reference]
    for told in ("Shown project", people.applicant.organisation.name, "50,000.00", "北京先进材料实验室"):
        assert told in words
    assert "Hidden project" not in words


def test_visitor_reads_that_nothing_is_in_notice(db, client):
    assert "No project is in public notice at the moment" in client.get("/notices/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_notice_list_costs_one_query(people, notice, client, count, django_assert_num_queries):
    for _number in range(count):
        make_project("noticed", people=people, call=notice)

    with django_assert_num_queries(1):
        page = client.get(reverse("public_notices"))

    assert len(page.context["page"]) == count


def test_visitor_objects_with_evidence(people, notice, client):
    project = make_project("noticed", people=people, call=notice)
    address = reverse("funds:objection", args=[project.reference])

    page = client.get(address)
    answer = client.post(address, WORDS | {"upload": pdf("proof.pdf")})

    objection = Objection.objects.get()
    told = [str(message) for message in client.get(answer.headers["Location"]).context["messages"]]
    assert (page.status_code, answer.status_code, answer.headers["Location"]) == (200, 302, "/notices/")
    assert (reread(project).state, Document.objects.of(objection).count()) == ("objected", 1)
    assert [objection.reference in words for words in told] == [True]
    assert "Another objection is being examined already" in client.get(address).content.decode()
    assert client.post(address, WORDS).status_code == 302


def test_refused_objection_keeps_every_word(people, notice, client):
    project = make_project("noticed", people=people, call=notice)
    address = reverse("funds:objection", args=[project.reference])

    unsigned = client.post(address, WORDS | {"name": ""})
    wrong_file = client.post(address, WORDS | {"upload": pdf("proof.exe")})

    assert [answer.status_code for answer in (unsigned, wrong_file)] == [422, 422]
    assert "Copied from our shop." in wrong_file.content.decode()
    assert set(wrong_file.context["form"].errors) == {"upload"}
    assert (reread(project).state, Objection.objects.count()) == ("noticed", 0)


@pytest.mark.parametrize("state", ["approved", "awarded"])
def test_what_is_not_in_notice_does_not_exist(people, call, client, state):
    project = make_project(state, people=people, call=call)

    assert client.get(reverse("funds:objection", args=[project.reference])).status_code == 404
    assert client.get(reverse("funds:objection", args=["P-NOTHING1"])).status_code == 404


def test_one_address_objects_five_times_an_hour(people, notice, client):
    project = make_project("noticed", people=people, call=notice)
    address = reverse("funds:objection", args=[project.reference])

    answers = [client.post(address, WORDS).status_code for _ in range(6)]
    elsewhere = client.post(address, WORDS, REMOTE_ADDR="203.0.113.9")
    spoofed = client.post(address, WORDS, headers={"x-forwarded-for": "203.0.113.77"})

    assert answers == [302] * 5 + [429]
    assert (elsewhere.status_code, spoofed.status_code) == (302, 429)
    assert Objection.objects.count() == 6
