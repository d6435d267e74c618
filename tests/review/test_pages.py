"""The pages of closing and review for every side."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from review import services
from review.enums import ReviewStage
from review.models import Assignment, ClosingReport
from tests.factories.cast import make_expert
from tests.factories.institutions import pdf
from tests.factories.projects import add_invoice, give_opinions, make_project, reread

QUERIES_OF_LIST = 7
DUE = (timezone.localdate() + timedelta(days=14)).isoformat()


def address(name: str, project) -> str:
    return reverse(f"review:{name}", args=[project.reference])


def text_of(response) -> str:
    return response.content.decode()


def test_report_is_written_invoiced_and_confirmed_on_its_pages(people, browser) -> None:
    project = make_project("contracted", people=people)
    applicant, laboratory = browser(people.applicant), browser(people.laboratory)
    words = {"work_done": "Three series.", "results": "Report 118.", "actual_cost": "100,000"}
    invoice = {
        "number": "20260001",
        "seller_name": "Lab",
        "seller_uscc": project.laboratory.organisation.uscc,
        "issued_on": DUE,
        "amount": "100000",
    }

    assert applicant.get(address("report", project)).status_code == 200
    assert applicant.post(address("report", project), words).status_code == 302
    assert applicant.post(address("add_invoice", project), invoice).status_code == 302
    for kind in ("result", "payment_proof"):
        form = {"kind": kind, "file": pdf(f"{kind}.pdf")}
        assert applicant.post(address("add_document", project), form).status_code == 302
    assert "Not confirmed by the laboratory" in text_of(applicant.get(address("submit_closing", project)))
    assert applicant.post(address("submit_closing", project)).status_code == 422
    assert "Three series." in text_of(laboratory.get(address("confirm_report", project)))
    assert laboratory.post(address("confirm_report", project), {}).status_code == 302
    assert applicant.post(address("submit_closing", project)).status_code == 302

    assert reread(project).state == "closing_submitted"


def test_used_invoice_is_told_on_the_form(people, browser) -> None:
    project = make_project("contracted", people=people)
    used = add_invoice(project, people, number="20260001")
    form = {
        "number": "2026 0001",
        "seller_name": "Lab",
        "seller_uscc": used.seller_uscc,
        "issued_on": DUE,
        "amount": "1",
    }

    response = browser(people.applicant).post(address("add_invoice", project), form)

    assert response.status_code == 422
    assert "This invoice is already used in the programme." in text_of(response)


def test_invoice_is_taken_out(people, browser) -> None:
    project = make_project("contracted", people=people)
    invoice = add_invoice(project, people)
    form = {"number": invoice.number, "seller_uscc": invoice.seller_uscc}

    assert browser(people.laboratory).post(address("remove_invoice", project), form).status_code == 403
    assert browser(people.applicant).post(address("remove_invoice", project), form).status_code == 302
    assert not project.invoices.exists()


def test_stale_report_form_keeps_its_words(people, browser) -> None:
    project = make_project("contracted", people=people)
    client, url = browser(people.applicant), address("report", project)
    services.save_report(project, actor=people.applicant, content={"results": "First."})
    page = client.get(url)
    seen = page.context["form"]["seen"].value()
    services.save_report(project, actor=people.applicant, content={"results": "Second."})

    response = client.post(url, {"results": "Third.", "seen": str(seen)})

    assert response.status_code == 422
    assert "Third." in text_of(response)
    assert ClosingReport.objects.of(project).results == "Second."


def test_fresh_report_form_saves(people, browser) -> None:
    project = make_project("contracted", people=people)
    client, url = browser(people.applicant), address("report", project)
    services.save_report(project, actor=people.applicant, content={"results": "First."})
    seen = client.get(url).context["form"]["seen"].value()

    assert client.post(url, {"results": "Second.", "seen": str(seen)}).status_code == 302


def test_officer_returns_and_applicant_sees_the_points(people, browser) -> None:
    project = make_project("closing_submitted", people=people)
    form = {"what_1": "field:effects", "reason_1": "Give figures."}

    assert browser(people.officer).get(address("return_closing", project)).status_code == 200
    assert browser(people.officer).post(address("return_closing", project), form).status_code == 302
    assert "Give figures." in text_of(browser(people.applicant).get(address("report", project)))


def test_applicant_takes_the_report_back(people, browser) -> None:
    project = make_project("closing_submitted", people=people)

    assert browser(people.applicant).post(address("recall_closing", project), {}).status_code == 302
    assert reread(project).state == "contracted"


def test_picker_shows_ties_and_searches_without_losing_ticks(people, browser) -> None:
    project = make_project("closing_submitted", people=people)
    tied = make_expert("Expert Tied", unit=project.applicant.name)
    client, url = browser(people.officer), address("start_review", project)
    ticked = [str(expert.pk) for expert in people.experts[:2]]

    page = text_of(client.get(url))
    assert f'id="expert-{tied.pk}" disabled' in page
    assert f"Tied to {project.applicant.name}" in page

    searched = client.post(url, {"experts": ticked, "words": "Feng", "search": "1", "due_date": DUE})
    assert searched.status_code == 200
    rows = {row.expert: row.checked for row in searched.context["rows"]}
    assert rows == {people.experts[0]: True, people.experts[1]: True, people.spare_expert: False}

    assert client.post(url, {"experts": ticked, "due_date": DUE}).status_code == 422
    assert client.post(url, {"experts": [], "due_date": DUE}).status_code == 422
    chosen = [*ticked, str(people.spare_expert.pk)]
    assert client.post(url, {"experts": chosen, "due_date": DUE}).status_code == 302
    assert reread(project).state == "in_review"


def test_expert_declares_reads_and_decides_on_two_pages(people, browser) -> None:
    project = make_project("in_review", people=people)
    expert = browser(people.acting(people.experts[0]))
    declare, opinion = address("declare", project), address("opinion", project)

    assert project.title in text_of(expert.get(reverse("review:invitations")))
    assert expert.get(opinion).url == declare
    page = text_of(expert.get(declare))
    assert project.applicant.name in page
    assert "Test report 2026-118" not in page
    assert expert.get(project.get_absolute_url()).status_code == 404

    assert expert.post(declare, {}).status_code == 422
    assert expert.post(declare, {"conflict": "False"}).url == opinion
    page = text_of(expert.get(opinion))
    assert "Test report 2026-118" in page
    assert project.voucher_number in page

    form = {"decision": "close", "clause_present": "True", "accepted_cost": "99,000"}
    assert expert.post(opinion, form).status_code == 422
    assert expert.post(opinion, form | {"reasons": "As agreed."}).status_code == 302
    assert "As agreed." in text_of(expert.get(opinion))
    assert Assignment.objects.get(expert=people.experts[0]).accepted_cost == 99_000 * 100


def test_expert_with_a_conflict_never_sees_the_file(people, browser) -> None:
    project = make_project("in_review", people=people)
    expert = browser(people.acting(people.experts[0]))

    assert expert.post(address("declare", project), {"conflict": "True"}).status_code == 422
    form = {"conflict": "True", "reason": "My brother owns it."}
    assert expert.post(address("declare", project), form).url == reverse("review:invitations")
    assert "Test report 2026-118" not in text_of(expert.get(address("opinion", project)))
    assert expert.get(project.get_absolute_url()).status_code == 404


def test_expert_declines_and_the_office_asks_another(people, browser) -> None:
    project = make_project("in_review", people=people)
    expert, officer = browser(people.acting(people.experts[0])), browser(people.officer)

    assert expert.get(address("decline_invitation", project)).status_code == 200
    assert expert.post(address("decline_invitation", project), {"note": "Ill."}).status_code == 302
    assert "Ill." in text_of(officer.get(address("experts", project)))
    declined = Assignment.objects.get(expert=people.experts[0])
    form = {"assignment": declined.pk, "experts": [people.spare_expert.pk], "due_date": DUE}
    page = text_of(officer.get(address("replace_expert", project)))
    assert f'id="expert-{people.experts[1].pk}" disabled' in page
    assert officer.post(address("replace_expert", project), form | {"experts": []}).status_code == 422
    assert officer.post(address("replace_expert", project), form).status_code == 302
    assert (
        Assignment.objects.of_panel(project, ReviewStage.CLOSING).filter(expert=people.spare_expert).exists()
    )


def test_office_sees_two_of_three_and_cannot_close_yet(people, browser) -> None:
    project = make_project("in_review", people=people)
    for assignment in Assignment.objects.of_panel(project, ReviewStage.CLOSING)[:2]:
        actor = people.acting(assignment.expert)
        services.declare_conflict(assignment, actor=actor, conflict=False)
        services.submit_opinion(
            assignment, actor=actor, decision="close", reasons="Complete.", clause_present=True
        )
    client, url = browser(people.officer), address("close", project)

    page = text_of(client.get(url))
    assert "2 of 3" in page
    assert "Complete." in page
    response = client.post(url, {"accepted_cost": "100000", "reasons": "Good."})
    assert response.status_code == 422
    assert "These experts have not decided yet: 3." in text_of(response)


@pytest.mark.parametrize("outcome", ["close", "refuse"])
def test_office_records_the_outcome(people, browser, outcome) -> None:
    project = make_project("in_review", people=people)
    give_opinions(project, people, outcome)
    name = {"close": "close", "refuse": "refuse_closing"}[outcome]
    client, url = browser(people.officer), address(name, project)

    assert client.get(url).status_code == 200
    assert client.post(url, {"accepted_cost": "100000", "reasons": ""}).status_code == 422
    assert client.post(url, {"accepted_cost": "100000", "reasons": "Good."}).status_code == 302
    assert reread(project).state == {"close": "closed", "refuse": "not_closed"}[outcome]


def test_refusal_shows_the_contracts_own_words_and_a_second_review_begins(people, browser) -> None:
    project = make_project("not_closed", people=people)
    assert "因甲方原因" in text_of(browser(people.applicant).get(project.get_absolute_url()))
    client = browser(people.officer)

    assert "The results are missing." in text_of(client.get(address("retry_closing", project)))
    assert client.post(address("retry_closing", project), {}).status_code == 302
    assert reread(project).state == "contracted"


@pytest.mark.parametrize(("state", "name"), [("closed", "undo_close"), ("not_closed", "undo_refuse_closing")])
def test_counter_steps_have_pages(people, browser, state, name) -> None:
    project = make_project(state, people=people)

    assert browser(people.officer).post(address(name, project), {"note": "Wrong."}).status_code == 422
    assert browser(people.second_officer).get(address(name, project)).status_code == 200
    assert browser(people.second_officer).post(address(name, project), {"note": "Wrong."}).status_code == 302


def test_assessment_is_started_and_scored(people, browser) -> None:
    project = make_project("endorsed", people=people)
    officer, expert = browser(people.officer), browser(people.acting(people.experts[0]))
    form = {"experts": [people.experts[0].pk], "due_date": DUE}

    assert officer.get(address("start_assessment", project)).status_code == 200
    assert officer.post(address("start_assessment", project), form).status_code == 302
    assert expert.post(address("declare", project), {"conflict": "False"}).status_code == 302
    assert project.content in text_of(expert.get(address("opinion", project)))
    opinion = {"decision": "recommend", "score": "88", "reasons": "Sound."}
    assert expert.post(address("opinion", project), opinion).status_code == 302
    assert reread(project).assessment_score == 88


def test_names_of_experts_stay_with_the_office(people, browser) -> None:
    project = make_project("closed", people=people)
    names = [expert.user.name for expert in people.experts]

    for actor in (people.applicant, people.laboratory, people.recommender):
        client = browser(actor)
        pages = [text_of(client.get(url)) for url in (project.get_absolute_url(), address("report", project))]
        assert not [name for name in names if any(name in page for page in pages)]
        assert client.get(address("experts", project)).status_code == 403
        assert client.get(address("opinion", project)).status_code == 403
    assert names[0] in text_of(browser(people.auditor).get(address("experts", project)))


def test_report_is_read_by_everybody_who_sees_the_project(people, browser) -> None:
    project = make_project("closing_submitted", people=people)

    for actor in (people.applicant, people.laboratory, people.officer, people.auditor):
        assert "Test report 2026-118" in text_of(browser(actor).get(address("report", project)))
    assert browser(people.stranger).get(address("report", project)).status_code == 404
    assert browser(people.applicant).post(address("report", project), {}).status_code == 403


def test_list_of_invitations_asks_the_same_for_one_and_three(
    people, browser, django_assert_num_queries
) -> None:
    expert = browser(people.acting(people.experts[0]))
    first = make_project("in_review", people=people)
    url = reverse("review:invitations")
    expert.get(url)
    with django_assert_num_queries(QUERIES_OF_LIST):
        expert.get(url)
    for _number in range(2):
        make_project("in_review", people=people, call=first.call)
    with django_assert_num_queries(QUERIES_OF_LIST):
        expert.get(url)
