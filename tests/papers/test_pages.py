"""Who gets which paper, that looking makes nothing, and that the office's words are checked before they are in force."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Membership
from papers import services
from papers.models import IssuedPaper, PaperCounter, PaperTemplate
from papers.registry import paper_kind
from papers.services.issuing import subject_of
from tests.factories.projects import make_project
from tests.papers.test_issuing import step, words
from workflow.errors import NotPermitted, Unfit
from workflow.models import Event


def paper_of(project, name: str, kind: str) -> str:
    event = Event.objects.of(project).filter(transition=name).last()
    return f"/papers/{project.reference}/{event.sequence}/{kind}/"


@pytest.fixture
def rejected(people):
    return make_project("rejected", people=people)


def test_looking_makes_nothing_and_the_button_makes_the_paper(rejected, people, client_of):
    client, address = client_of(people.applicant), paper_of(rejected, "reject", "rejection_letter")
    page = client.get(address, {"language": "en"})
    assert (page.status_code, "Make it now" in page.text) == (200, True)
    assert not IssuedPaper.objects.exists()
    assert not PaperCounter.objects.exists()
    answer = client.post(f"{address}?language=en", follow=True)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="DR-')
    assert answer.content == client.get(address, {"language": "en"}).content


def test_letter_is_read_by_its_parties_only(rejected, people, client_of):
    address = paper_of(rejected, "reject", "rejection_letter")
    status = {
        role: client_of(getattr(people, role)).get(address).status_code
        for role in ("applicant", "recommender", "officer", "auditor", "laboratory", "service", "stranger")
    }
    assert status == {
        "applicant": 200,
        "recommender": 200,
        "officer": 200,
        "auditor": 200,
        "laboratory": 404,
        "service": 404,
        "stranger": 404,
    }


def test_unknown_papers_do_not_exist(rejected, people, client_of):
    client = client_of(people.applicant)
    for address in (
        paper_of(rejected, "reject", "award_notice"),
        f"/papers/{rejected.reference}/999/rejection_letter/",
        "/papers/P-NOTHING/1/rejection_letter/",
        f"/papers/lists/rejection_letter/{rejected.reference}/",
        f"/papers/lists/opinions/{rejected.reference}/",
    ):
        assert client.get(address).status_code == 404


def test_application_of_a_draft_is_set_without_a_number(people, client_of):
    project = make_project("draft", people=people)
    answer = client_of(people.applicant).get(f"/projects/{project.reference}/application.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "······" in words(answer.content)
    assert not IssuedPaper.objects.exists()
    assert client_of(people.officer).get(f"/projects/{project.reference}/application.pdf").status_code == 404


def test_application_of_a_submitted_project_is_its_issued_paper(people, client_of):
    project = make_project("submitted", people=people)
    answer = client_of(people.applicant).get(f"/projects/{project.reference}/application.pdf")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        paper_of(project, "submit", "application"),
    )


def test_opinions_name_the_experts_to_the_office_only(people, client_of):
    project = make_project("closed", people=people)
    named = client_of(people.officer).post(f"/papers/lists/opinions/{project.reference}/").content
    expert = people.experts[0]
    assert expert.user.name.replace(" ", "") in words(named).replace(" ", "")
    nameless = (
        client_of(people.applicant).post(f"/papers/lists/opinions_anonymous/{project.reference}/").content
    )
    told = words(nameless).replace(" ", "")
    for person in people.experts:
        assert person.user.name.replace(" ", "") not in told
        assert person.unit.replace(" ", "") not in told
    assert client_of(people.applicant).get(f"/papers/lists/opinions/{project.reference}/").status_code == 404


def test_opinions_do_not_name_the_experts_to_a_party_that_is_also_of_the_office(people, client_of):
    project, applicant = make_project("closed", people=people), people.applicant
    Membership.objects.create(
        user=people.officer.user, organisation=applicant.organisation, role=Role.APPLICANT
    )
    client, auditor = client_of(people.officer), client_of(people.auditor)
    assert client_of(people.approver).post(f"/papers/lists/opinions/{project.reference}/").status_code == 200
    issued = IssuedPaper.objects.get(kind="opinions")
    assert client.get(reverse("papers:issued", args=[issued.number, issued.language])).status_code == 404
    assert auditor.get(reverse("papers:issued", args=[issued.number, issued.language])).status_code == 200
    assert client.get(f"/papers/lists/opinions/{project.reference}/").status_code == 404
    assert client.get(reverse("review:experts", args=[project.reference])).status_code == 403
    assert client_of(people.approver).get(f"/papers/lists/opinions/{project.reference}/").status_code == 200


def test_list_of_an_unchanged_record_is_the_same_paper(people, client_of):
    project = make_project("paid", people=people)
    client = client_of(people.finance)
    address = f"/papers/lists/batch_list/{project.payment_batch}/"
    first, second = client.post(address), client.post(address)
    assert first.content == second.content
    assert IssuedPaper.objects.filter(kind="batch_list").count() == 1
    assert client_of(people.applicant).post(address).status_code == 404
    assert client_of(people.auditor).get(address).status_code == 200
    assert client_of(people.auditor).post(address).status_code == 403


def test_register_is_the_offices(rejected, people, client_of):
    event = step(rejected, "reject")
    row = services.issue(event, subject_of(event), paper_kind("rejection_letter"), "en")
    page = client_of(people.officer).get("/papers/", {"number": row.number.lower()})
    assert row.number in page.text
    assert client_of(people.officer).get(f"/papers/register/{row.number}/en/").content.startswith(b"%PDF-")
    assert client_of(people.applicant).get("/papers/").status_code == 403
    assert client_of(people.applicant).get(f"/papers/register/{row.number}/en/").status_code == 403


# --- the words --------------------------------------------------------------------------------------------------------

EDIT = "/papers/templates/rejection_letter/en/"


def test_new_words_are_for_new_papers(people, client_of):
    before = step(make_project("rejected", people=people), "reject")
    old = services.issue(before, subject_of(before), paper_kind("rejection_letter"), "en")
    answer = client_of(people.approver).post(
        EDIT,
        {
            "body": "We regret: **{title}** #strong.\n{reasons}",
            "remark": "Shorter",
            "based_on": 0,
            "publish": "1",
        },
    )
    assert answer.status_code == 302
    after = step(make_project("rejected", people=people), "reject")
    new = services.issue(after, subject_of(after), paper_kind("rejection_letter"), "en")
    assert (old.template_version, new.template_version) == (0, 1)
    assert "We regret:" in words(services.pdf_of(new))
    assert "#strong." in words(services.pdf_of(new))
    assert "We regret:" not in words(services.pdf_of(old))
    assert services.verify(old) == "open"


def test_words_that_do_not_fit_are_refused_with_their_line(people, client_of):
    client = client_of(people.approver)
    page = client.post(EDIT, {"body": "Dear\n{nobody}\n{title.x}", "based_on": 0, "publish": "1"})
    assert page.status_code == 422
    assert "Line 2: {nobody} is not a tag of this paper." in page.text
    assert "Line 3:" in page.text
    assert not PaperTemplate.objects.exists()


def test_preview_shows_words_that_are_not_in_force(rejected, people, client_of):
    client = client_of(people.approver)
    given = {"body": "Draft words for {applicant}.", "based_on": 0, "preview": "1"}
    answer = client.post(EDIT, given | {"reference": rejected.reference})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Draft words for" in words(answer.content)
    assert client.post(EDIT, given | {"reference": "P-NOTHING"}).status_code == 422
    assert not PaperTemplate.objects.exists()
    assert not IssuedPaper.objects.exists()


def test_only_the_approver_changes_words(people, client_of):
    given = {"body": "Words.", "based_on": 0, "publish": "1"}
    assert [client_of(person).get(EDIT).status_code for person in (people.officer, people.auditor)] == [
        200,
        200,
    ]
    assert [
        client_of(person).post(EDIT, given).status_code for person in (people.officer, people.auditor)
    ] == [403, 403]
    assert client_of(people.applicant).get(EDIT).status_code == 403
    with pytest.raises(NotPermitted):
        services.publish(paper_kind("rejection_letter"), "en", "Words.", based_on=0, actor=people.officer)


def test_second_of_two_editors_is_told(people):
    paper = paper_kind("rejection_letter")
    services.publish(paper, "en", "First.", based_on=0, actor=people.approver)
    with pytest.raises(Unfit, match="meanwhile"):
        services.publish(paper, "en", "Second.", based_on=0, actor=people.approver)


def test_project_page_leads_to_the_papers(rejected, people, client_of):
    page = client_of(people.applicant).get(f"/projects/{rejected.reference}/")
    assert paper_of(rejected, "reject", "rejection_letter") in page.text
    assert paper_of(rejected, "submit", "receipt") in page.text
    page = client_of(people.laboratory).get(f"/projects/{rejected.reference}/")
    assert paper_of(rejected, "reject", "rejection_letter") not in page.text


def test_words_of_every_list_are_looked_at_before_they_are_published(people, client_of):
    project = make_project("paid", people=people)
    make_project("noticed", people=people)
    approver = client_of(people.approver)
    for kind in ("batch_list", "notice_list", "opinions", "opinions_anonymous", "own_opinion"):
        address = reverse("papers:template", args=[kind, "en"])
        given = {"body": "Look: these are other words.", "based_on": "0", "reference": "", "preview": "1"}

        answer = approver.post(address, given)
        nowhere = approver.post(address, given | {"reference": "P-22222222"})

        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf"), kind
        assert "Look: these are other words." in words(answer.content)
        assert nowhere.status_code == 422, kind
    assert not IssuedPaper.objects.filter(subject_pk=project.pk, kind="opinions").exists()
