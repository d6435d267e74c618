"""An invoice of another project is refused, and the office learns of the attempt on both sides; the parties do not."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from review.models import InvoiceClash
from risk.models import Signal
from risk.services import scan_due
from tests.factories.projects import add_invoice, make_project
from workflow.errors import Unfit

INVOICE = {
    "number": "2600 0001",
    "seller_name": "测试单位",
    "amount": "100",
    "issued_on": timezone.localdate(),
}


@pytest.fixture
def two(people):
    """A project with an invoice, and another one of the same call."""
    first = make_project("contracted", people=people)
    add_invoice(first, people, number="26000001")
    return first, make_project("contracted", people=people, call=first.call)


def seller(project) -> str:
    return project.invoices.get().seller_uscc


def test_attempt_is_kept_once_and_never_changed(people, two) -> None:
    first, second = two

    for _ in range(2):
        with pytest.raises(Unfit, match="already used"):
            add_invoice(second, people, number="26000001")

    clash = InvoiceClash.objects.get()
    assert (clash.project, clash.owner, clash.tried_by) == (second, first, people.applicant.user)
    with pytest.raises(DatabaseError), transaction.atomic():
        InvoiceClash.objects.update(number="1")


def test_same_number_of_another_seller_or_of_the_same_project_is_no_attempt(people, two) -> None:
    first, second = two
    add_invoice(second, people, number="26000001", seller_uscc="91110108MA0000001D")
    with pytest.raises(Unfit):
        add_invoice(first, people, number="26000001")

    assert not InvoiceClash.objects.exists()


def test_page_says_no_more_than_used_and_the_office_sees_both_sides(people, two, browser) -> None:
    first, second = two
    address = reverse("review:add_invoice", args=[second.reference])

    page = browser(people.applicant).post(address, INVOICE | {"seller_uscc": seller(first)})
    scan_due()

    assert page.status_code == 422
    assert first.reference not in page.content.decode()
    for here, there in ((first, second), (second, first)):
        signal = Signal.objects.get(project=here, kind="invoice_again")
        assert signal.others == [there.pk]
        shown = browser(people.officer).get(reverse("risk:project_signals", args=[here.reference]))
        assert "26000001" in shown.content.decode()
        assert there.reference in shown.content.decode()
        denied = browser(people.applicant).get(reverse("risk:project_signals", args=[here.reference]))
        assert denied.status_code == 404


def test_an_attempt_shows_at_the_next_comparison_although_no_file_moved(people, two) -> None:
    _first, second = two
    scan_due()
    with pytest.raises(Unfit):
        add_invoice(second, people, number="26000001")

    assert scan_due() == 2
    assert Signal.objects.filter(kind="invoice_again").count() == 2


@pytest.mark.parametrize("number", ["", "\0", "2600\0 0001", "9" * 500])
def test_hostile_numbers_leave_nothing(people, two, browser, number) -> None:
    first, second = two
    address = reverse("review:add_invoice", args=[second.reference])

    page = browser(people.applicant).post(address, INVOICE | {"number": number, "seller_uscc": seller(first)})

    assert (page.status_code, InvoiceClash.objects.count()) == (422, 0)


def test_attempt_by_the_api_outlives_the_transaction_of_its_key(people, two, browser) -> None:
    first, second = two
    address = reverse("v1:project_invoices", args=[second.reference])
    content = {
        "number": "2600 0001",
        "seller_uscc": seller(first),
        "seller_name": "测试单位",
        "issued_on": timezone.localdate().isoformat(),
        "amount_fen": 10_000,
    }

    answer = browser(people.applicant).post(
        address, content, content_type="application/json", headers={"Idempotency-Key": "once"}
    )

    assert (answer.status_code, InvoiceClash.objects.count()) == (422, 1)
