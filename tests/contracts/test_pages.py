"""The pages of the contract: dry runs, kept words and files, refusals with their status."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from contracts import services
from contracts.enums import ChangeKind
from contracts.models import ChangeRequest, Contract
from tests.factories.institutions import pdf
from tests.factories.projects import FACE, TOTAL, contract_of, make_project, reread
from workflow.money import plain_yuan


def address(name: str, project, *more) -> str:
    return reverse(f"contracts:{name}", args=[project.reference, *more])


def supplement_form() -> dict:
    """A supplement as it is typed, with its file."""
    return {
        "supplement_number": "B-9",
        "supplement_signed_on": timezone.localdate().isoformat(),
        "supplement_subject": "Longer period",
        "supplement_document": pdf("b9.pdf"),
    }


def posted(project, **changes) -> dict:
    """The contract as the form sends it: dates as text, amounts in 元."""
    typed = contract_of(project, **changes)
    form = {}
    for name, value in typed.items():
        if name in {"total_amount", "own_payment", "voucher_amount"}:
            form[name] = plain_yuan(value) if value else ""
        elif name == "clause_in_supplement":
            form |= {name: "on"} if value else {}
        else:
            form[name] = value.isoformat() if hasattr(value, "isoformat") else value
    return form


def text_of(response) -> str:
    return response.content.decode()


def test_form_starts_with_parties_voucher_and_words_that_would_do(people, browser) -> None:
    project = make_project("awarded", people=people)

    page = text_of(browser(people.applicant).get(address("submit_contract", project)))

    for words in (project.applicant.name, project.laboratory.organisation.name, project.voucher_number):
        assert words in page
    assert "50,000.00 元" in page
    assert "人民币伍万元整" in page


def test_contract_is_handed_in_on_one_page(people, browser) -> None:
    project = make_project("awarded", people=people)
    form = posted(project) | {"document": pdf("contract.pdf")}

    response = browser(people.applicant).post(address("submit_contract", project), form)

    assert (response.status_code, response.url) == (302, project.get_absolute_url())
    assert reread(project).state == "contract_submitted"
    assert Contract.objects.of(project).total_amount == TOTAL


def test_contract_without_clause_comes_back_with_q6_words_and_the_kept_file(people, browser) -> None:
    project = make_project("awarded", people=people)
    client, url = browser(people.applicant), address("submit_contract", project)
    form = posted(project, voucher_clause="", number="HT-77") | {"document": pdf("kept.pdf")}

    response = client.post(url, form)

    page = text_of(response)
    assert response.status_code == 422
    assert "The contract has no voucher clause and is not valid for a voucher project." in page
    assert "#Q6" in page
    assert 'value="HT-77"' in page
    assert "Kept: “kept.pdf”" in page
    assert reread(project).state == "awarded"

    assert client.post(url, posted(project, number="HT-77")).status_code == 302
    assert Contract.objects.of(project).document.original_name == "kept.pdf"


def test_mistake_in_a_field_keeps_the_file_too(people, browser) -> None:
    project = make_project("awarded", people=people)
    form = posted(project) | {"total_amount": "a lot", "document": pdf("kept.pdf")}

    response = browser(people.applicant).post(address("submit_contract", project), form)

    assert response.status_code == 422
    assert "a lot" in text_of(response)
    assert services.kept_upload(project).original_name == "kept.pdf"


def test_file_that_is_no_document_is_told_at_the_field(people, browser) -> None:
    project = make_project("awarded", people=people)
    bad = pdf("contract.exe")

    response = browser(people.applicant).post(
        address("submit_contract", project), posted(project) | {"document": bad}
    )

    assert response.status_code == 422
    assert "is not a file the portal can take" in text_of(response)
    assert services.kept_upload(project) is None


def test_supplement_goes_with_the_contract(people, browser) -> None:
    project = make_project("awarded", people=people)
    client, url = browser(people.applicant), address("submit_contract", project)
    form = posted(project, clause_in_supplement=True)

    missing = client.post(url, form | {"document": pdf()})
    assert missing.status_code == 422
    supplement = {
        "supplement_number": "B-1",
        "supplement_signed_on": timezone.localdate().isoformat(),
        "supplement_subject": "Voucher terms",
        "supplement_document": pdf("b1.pdf"),
    }
    assert client.post(url, form | supplement).status_code == 302

    [row] = Contract.objects.of(project).supplements.all()
    assert (row.number, row.document.original_name) == ("B-1", "b1.pdf")


def test_returned_contract_shows_what_to_correct_and_starts_from_the_last_round(people, browser) -> None:
    project = make_project("contract_returned", people=people, contract={"number": "HT-1"})

    page = text_of(browser(people.applicant).get(address("submit_contract", project)))

    assert "The date on the paper is another one." in page
    assert "signed on" in page
    assert 'value="HT-1"' in page


def test_officer_reads_the_contract_and_clears_a_lower_amount(people, browser) -> None:
    project = make_project("contract_submitted", people=people)
    client, url = browser(people.officer), address("clear_contract", project)
    page = text_of(client.get(url))
    assert Contract.objects.of(project).number in page
    assert 'value="100,000.00"' in page

    assert client.post(url, {"determined_amount": "200000"}).status_code == 422
    assert client.post(url, {"determined_amount": "90,000"}).status_code == 302
    assert reread(project).determined_amount == 90_000 * 100


def test_officer_returns_the_contract(people, browser) -> None:
    project = make_project("contract_submitted", people=people)
    form = {"what_1": "field:voucher_amount", "reason_1": "The paper says 40,000.", "note": "See page 2."}

    response = browser(people.officer).post(address("return_contract", project), form)

    assert response.status_code == 302
    assert reread(project).state == "contract_returned"


def test_counter_step_shows_that_another_person_is_needed(people, browser) -> None:
    project = make_project("contracted", people=people)
    url = address("undo_clear_contract", project)

    assert "another person has to" in text_of(browser(people.officer).get(url))
    assert browser(people.officer).post(url, {"note": "Wrong."}).status_code == 422
    assert browser(people.second_officer).post(url, {"note": "Wrong."}).status_code == 302


def test_steps_answer_404_403_and_409(people, browser) -> None:
    project = make_project("awarded", people=people)

    assert browser(people.stranger).get(address("submit_contract", project)).status_code == 404
    assert browser(people.officer).get(address("submit_contract", project)).status_code == 403
    assert browser(people.applicant).get(address("recall_contract", project)).status_code == 409
    assert browser(people.officer).get(address("clear_contract", project)).status_code == 409


def test_applicant_takes_the_contract_back(people, browser) -> None:
    project = make_project("contract_submitted", people=people)

    assert browser(people.applicant).get(address("recall_contract", project)).status_code == 200
    assert browser(people.applicant).post(address("recall_contract", project), {}).status_code == 302
    assert reread(project).state == "awarded"


def test_change_is_asked_for_and_decided(people, browser) -> None:
    project = make_project("contracted", people=people)
    applicant, officer = browser(people.applicant), browser(people.officer)
    later = Contract.objects.of(project).period_to + timedelta(days=90)
    asked = {"kind": ChangeKind.PERIOD, "text": "Three months more.", "new_period_to": later.isoformat()}

    assert applicant.get(address("request_change", project)).status_code == 200
    assert applicant.post(address("request_change", project), asked).status_code == 302
    assert applicant.post(address("request_change", project), asked).status_code == 422
    assert "Three months more." in text_of(officer.get(address("changes", project)))
    decide = address("decide_change", project, ChangeKind.PERIOD)
    assert applicant.get(decide).status_code == 403
    assert "The signed supplement of the parties is missing." in text_of(officer.get(decide))
    assert officer.post(decide, {"granted": "True", "decision": "Agreed."}).status_code == 422
    assert applicant.post(address("add_supplement", project), supplement_form()).status_code == 302
    assert officer.post(decide, {"granted": "True", "decision": "Agreed."}).status_code == 302
    assert officer.get(decide).status_code == 404

    assert ChangeRequest.objects.get().state == "granted"
    assert reread(project).award_amount == FACE
    assert later.isoformat() in text_of(applicant.get(address("changes", project)))


def test_lower_amount_is_asked_for_and_determined_anew(people, browser) -> None:
    project = make_project("contracted", people=people)
    applicant, officer = browser(people.applicant), browser(people.officer)
    url = address("request_change", project) + "?kind=amount"
    asked = {"kind": ChangeKind.AMOUNT, "text": "Fewer samples.", "new_amount": "80000"}

    assert "new_period_to" not in text_of(applicant.get(url))
    assert applicant.post(url, asked | {"new_amount": ""}).status_code == 422
    assert applicant.post(url, asked | {"supplement_number": "B-9"}).status_code == 422
    assert applicant.post(url, asked | supplement_form()).status_code == 302
    decide = address("decide_change", project, ChangeKind.AMOUNT)
    assert "the difference is released" in text_of(officer.get(decide))
    decision = {"granted": "True", "decision": "Agreed.", "determined_amount": "100000.01"}
    assert officer.post(decide, decision).status_code == 422
    assert officer.post(decide, decision | {"determined_amount": "80000"}).status_code == 302

    assert reread(project).award_amount == 4_000_000
    assert "40,000.00" in text_of(applicant.get(address("changes", project)))
    assert "40,000.00" in text_of(applicant.get(project.get_absolute_url()))


def test_supplement_is_added_during_the_work(people, browser) -> None:
    project = make_project("contracted", people=people)
    client, url = browser(people.applicant), address("add_supplement", project)
    form = supplement_form()

    assert client.get(url).status_code == 200
    assert client.post(url, form | {"supplement_document": ""}).status_code == 422
    assert client.post(url, supplement_form()).status_code == 302
    assert "Longer period" in text_of(client.get(address("changes", project)))


def test_granted_termination_leads_the_office_to_the_step(people, browser) -> None:
    project = make_project("contracted", people=people)
    asked = {"kind": ChangeKind.TERMINATION, "text": "The product line was given up; both parties agree."}
    browser(people.applicant).post(address("request_change", project), asked)
    officer = browser(people.officer)
    decision = {"granted": "True", "decision": "Both parties signed."}
    officer.post(address("decide_change", project, ChangeKind.TERMINATION), decision)

    url = reverse("funds:terminate", args=[project.reference])
    assert url in text_of(officer.get(address("changes", project)))
    assert url not in text_of(browser(people.applicant).get(address("changes", project)))
    assert reread(project).state == "contracted"
