"""A file beside its check-list: pictures of its documents, marks that are mine, words for a decision."""

import pytest

from desk.models import CheckMark
from desk.services import claims
from tests.desk.crowd import browser, crowd
from tests.factories.projects import make_project
from voucher_portal.demo.papers import pdf
from workflow.files import attach
from workflow.models import Document
from workflow.models.document import DocumentKind

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def file(people):
    return make_project("endorsed", people=people)


def paper(project, people) -> Document:
    return attach(project, pdf("plan.pdf", "Words"), kind=DocumentKind.PROJECT_PLAN, actor=people.applicant)


def test_a_page_of_a_pdf_is_a_picture(people, file):
    document = paper(file, people)
    client = browser(people.officer)
    page = client.get(f"/desk/{file.reference}/?tab=take&doc={document.uuid}")
    picture = client.get(f"/desk/{file.reference}/documents/{document.uuid}/1.png")

    assert f"/desk/{file.reference}/documents/{document.uuid}/1.png" in page.text
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(PNG)
    assert picture["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert client.get(f"/desk/{file.reference}/documents/{document.uuid}/2.png").status_code == 404


def test_a_broken_pdf_is_offered_as_a_download(people, file):
    document = paper(file, people)
    with document.file.open("wb") as stored:
        stored.write(b"%PDF-1.7 broken")
    client = browser(people.officer)

    page = client.get(f"/desk/{file.reference}/?doc={document.uuid}")
    assert "This file cannot be shown here." in page.text
    assert client.get(f"/desk/{file.reference}/documents/{document.uuid}/1.png").status_code == 404


@pytest.mark.parametrize("query", ["doc=nonsense&page=-1", "page=99999", "page=9999&sort=x", "doc=&page=%00"])
def test_hostile_addresses_show_the_first_page(people, file, query):
    assert browser(people.officer).get(f"/desk/{file.reference}/?{query}").status_code == 200


def test_pictures_follow_the_scope_of_the_file(people, file):
    document = paper(file, people)
    address = f"/desk/{file.reference}/documents/{document.uuid}/1.png"
    other = make_project("endorsed", people=people)

    assert browser(people.stranger).get(address).status_code == 404
    assert browser(people.applicant).get(address).status_code == 403
    assert browser(people.officer).get(address.replace(file.reference, other.reference)).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [("officer", 200), ("recommender", 200), ("auditor", 403), ("applicant", 403), ("stranger", 404)],
)
def test_who_opens_the_check_list(people, file, role, status):
    assert browser(getattr(people, role)).get(f"/desk/{file.reference}/").status_code == status


def test_marks_are_kept_for_me_alone_and_prolong_my_claim(people, file):
    claim = claims.take(file, actor=people.officer)
    client = browser(people.officer)
    marks = {
        "mark party": "seen",
        "mark amount": "not_ok",
        "note amount": "No offer is attached.",
        "mark forged": "seen",
    }
    answer = client.post(f"/desk/{file.reference}/marks/?tab=take", marks)

    assert answer.url == f"/desk/{file.reference}/?tab=take"
    assert set(CheckMark.objects.values_list("point", "mark")) == {("party", "seen"), ("amount", "not_ok")}
    assert "No offer is attached." in client.get(f"/desk/{file.reference}/").text
    assert "No offer is attached." not in browser(people.second_officer).get(f"/desk/{file.reference}/").text
    before = claim.active_at
    claim.refresh_from_db()
    assert claim.active_at > before


def test_what_is_not_in_order_begins_the_reason(people, file):
    client = browser(people.officer)
    client.post(
        f"/desk/{file.reference}/marks/", {"mark amount": "not_ok", "note amount": "No offer is attached."}
    )

    rejecting = client.get(f"/projects/{file.reference}/reject/").text
    approving = client.get(f"/projects/{file.reference}/approve/").text
    assert rejecting.count("No offer is attached.") == 2
    assert approving.count("No offer is attached.") == 1


def test_marks_of_an_earlier_round_are_history(people, file):
    client = browser(people.officer)
    client.post(f"/desk/{file.reference}/marks/", {"mark amount": "not_ok", "note amount": "Old remark."})
    file.state_since = CheckMark.objects.get().marked_at.replace(year=2027)
    type(file).objects.filter(pk=file.pk).update(state_since=file.state_since)

    assert "Old remark." not in client.get(f"/desk/{file.reference}/").text


def test_marks_for_a_script_are_one_line(people, file):
    answer = browser(people.officer).post(
        f"/desk/{file.reference}/marks/", {"mark party": "seen"}, headers={"HX-Request": "true"}
    )

    assert answer.text.startswith("Kept at ")


def test_next_and_previous_follow_the_list(people):
    first, second = crowd(people, 2)
    client, query = browser(people.officer), "tab=all&sort=age&q=Copy"
    page = client.get(f"/desk/{first.reference}/?{query}").text

    assert f"/desk/{second.reference}/?tab=all&amp;sort=age&amp;q=Copy" in page
    onward = client.get(f"/desk/{first.reference}/next/?{query}")
    assert onward.url.startswith(f"/projects/{second.reference}/?list=tab%3Dall")
    assert client.get(onward.url).status_code == 200
    assert (
        client.get(f"/desk/{second.reference}/next/?{query}").url
        == f"/desk/?{query.replace('sort=age&q', 'sort=age&q')}"
    )
