"""Credit notes: they name the invoice that they correct, take back at most its rest, and every sum counts them as less."""

import pytest
from django.urls import reverse

from applications.facts import invoice_facts
from applications.models import Invoice
from policy.conditions.money import net_of
from review import services
from review.facts import is_confirmed
from review.models import ClosingReport
from tests.factories.projects import TOTAL, add_invoice, make_project, reread, write_report
from workflow.errors import Blocked, Unfit, WrongState


@pytest.fixture
def project(people):
    return make_project("contracted", people=people)


@pytest.fixture
def invoice(people, project) -> Invoice:
    """An invoice over the whole amount."""
    return add_invoice(project, people, number="INV-1")


def credit(project, people, invoice, amount, **changes) -> Invoice:
    return add_invoice(project, people, corrects=invoice, amount=amount, **changes)


def refused(project, people, invoice, amount, **changes) -> dict[str, str]:
    with pytest.raises(Unfit) as refusal:
        credit(project, people, invoice, amount, **changes)
    return refusal.value.fields


@pytest.mark.parametrize("amount", [1, TOTAL - 1, TOTAL])
def test_credit_note_takes_back_at_most_the_invoice(people, project, invoice, amount) -> None:
    note = credit(project, people, invoice, amount)

    assert (note.is_credit_note, note.amount, note.net_amount) == (True, amount, -amount)
    assert project.invoices.net() == net_of(invoice_facts(project)) == TOTAL - amount
    assert invoice.remainder() == TOTAL - amount


def test_credit_note_one_fen_above_the_invoice_is_refused(people, project, invoice) -> None:
    assert list(refused(project, people, invoice, TOTAL + 1)) == ["amount"]
    assert project.invoices.net() == TOTAL


def test_second_credit_note_has_what_the_first_left(people, project, invoice) -> None:
    credit(project, people, invoice, TOTAL - 100)

    assert list(refused(project, people, invoice, 101)) == ["amount"]
    credit(project, people, invoice, 100)
    assert list(refused(project, people, invoice, 1)) == ["amount"]
    assert project.invoices.net() == 0


def test_credit_note_comes_from_the_seller_of_the_invoice(people, project, invoice) -> None:
    other = people.service.organisation.uscc

    assert list(refused(project, people, invoice, 1, seller_uscc=other)) == ["seller_uscc"]


def test_credit_note_corrects_an_ordinary_invoice_of_its_own_project(people, project, invoice) -> None:
    note = credit(project, people, invoice, 5)
    assert list(refused(project, people, note, 1)) == ["corrects"]

    other = make_project("contracted", people=people, call=project.call)
    assert list(refused(other, people, invoice, 1)) == ["corrects"]


def test_credit_note_is_not_older_than_its_invoice(people, project, invoice) -> None:
    early = invoice.issued_on.replace(year=invoice.issued_on.year - 1)

    assert list(refused(project, people, invoice, 1, issued_on=early)) == ["issued_on"]


def test_number_of_a_credit_note_is_used_once_as_well(people, project, invoice) -> None:
    with pytest.raises(Unfit, match="already used in the programme"):
        credit(project, people, invoice, 1, number="INV-1")


def test_invoice_stays_while_a_credit_note_corrects_it(people, project, invoice) -> None:
    note = credit(project, people, invoice, 1, number="CN-1")

    with pytest.raises(Unfit, match="CN-1"):
        services.remove_invoice(invoice, actor=people.applicant)

    services.remove_invoice(note, actor=people.applicant)
    services.remove_invoice(invoice, actor=people.applicant)
    assert not project.invoices.exists()


def test_credit_note_makes_the_confirmation_void_and_counts_in_the_check(people, project, invoice) -> None:
    project = write_report(project, people)
    services.confirm_report(project, actor=people.laboratory)
    assert services.check_report(reread(project)).of("CMP-3").outcome == "pass"

    credit(project, people, invoice, 1)

    assert not is_confirmed(ClosingReport.objects.of(reread(project)))
    finding = services.check_report(reread(project)).of("CMP-3")
    assert (finding.outcome, finding.figures["invoiced_fen"]) == ("warn", TOTAL - 1)


def test_invoices_that_are_all_taken_back_do_not_close_a_project(people, project, invoice) -> None:
    credit(project, people, invoice, TOTAL)
    project = write_report(project, people)
    services.confirm_report(project, actor=people.laboratory)

    with pytest.raises(Blocked) as refusal:
        services.submit_closing(reread(project), actor=people.applicant)

    assert [finding.rule for finding in refusal.value.findings.blocking] == ["CMP-3"]


def test_credit_note_after_the_submission_is_refused(people) -> None:
    project = make_project("closing_submitted", people=people)

    with pytest.raises(WrongState):
        credit(project, people, project.invoices.get(), 1)


def test_form_offers_the_invoices_of_the_project_and_the_table_shows_the_difference(
    people, project, invoice, client
) -> None:
    client.force_login(people.applicant.user)
    url = reverse("review:add_invoice", args=[project.reference])
    typed = {
        "corrects": invoice.pk,
        "number": "CN-7",
        "seller_name": invoice.seller_name,
        "seller_uscc": invoice.seller_uscc,
        "issued_on": invoice.issued_on.isoformat(),
    }
    assert "ordinary invoice" in client.get(url, headers={"accept-language": "en"}).text

    too_much = client.post(url, typed | {"amount": "100000.01"})
    assert (too_much.status_code, project.invoices.count()) == (422, 1)
    assert client.post(url, typed | {"amount": "30000.00"}).status_code == 302

    page = client.get(reverse("review:report", args=[project.reference]), headers={"accept-language": "en"})
    for words in ("Credit note", "takes back invoice INV-1", "-30,000.00", "70,000.00"):
        assert words in page.text


def test_form_offers_no_invoice_of_another_project(people, project, invoice, client) -> None:
    other = make_project("contracted", people=people, call=project.call)
    client.force_login(people.applicant.user)

    answer = client.post(reverse("review:add_invoice", args=[other.reference]), {"corrects": invoice.pk})

    assert answer.status_code == 422
    assert invoice.number not in answer.text
