"""The books and the papers of runs: verify_ledger compares them with the payments, and the list shows each transfer."""

from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from pypdf import PdfReader

from accounts.enums import Role
from funds import services
from funds.models import Payment, PaymentBatch, PaymentRun, Redemption, RunItem
from funds.services.runs import Answer, waiting_items
from tests.factories.people import make_actor
from tests.factories.projects import make_project
from workflow.errors import Unfit


@pytest.fixture
def run(people, call) -> PaymentRun:
    """A run of two transfers with the bank: the first was made, the second has no result."""
    projects = [make_project("redeemed", people=people, call=call) for _ in range(2)]
    wanted = Redemption.objects.live().filter(voucher__project__in=projects).values_list("pk", flat=True)
    second = make_actor(Role.FINANCE, name="Cashier Sun")
    found = services.draw_up(wanted, actor=people.finance)
    for item in waiting_items(found):
        services.confirm_account(item.redemption, actor=second)
    services.lock_run(found, actor=people.finance)
    services.approve_run(found, actor=second)
    found = PaymentRun.objects.get(pk=found.pk)
    services.record_answers(found, [Answer(1, True, receipt_number="R-1")], actor=people.finance)
    return found


def told() -> list[str]:
    return list(services.differences())


def test_run_that_was_paid_in_part_is_right(people, run) -> None:
    assert told() == []
    services.record_answers(run, [Answer(2, False, reason="Wrong name.")], actor=people.finance)
    services.settle_run(run, actor=people.finance)
    assert told() == []


def test_transfer_without_its_payment_is_named(run, capsys) -> None:
    RunItem.objects.filter(run=run, position=2).update(result="paid")

    with pytest.raises(CommandError):
        call_command("verify_ledger")

    assert capsys.readouterr().err.splitlines() == [
        f"Run {run.reference}, transfer 2 (Paid): payments say 0.00 元, due is 50,000.00 元."
    ]


def test_payment_over_another_amount_is_named(run) -> None:
    RunItem.objects.filter(run=run, position=1).update(amount=1)

    assert [words.split(":")[0] for words in told()] == [
        f"Run {run.reference}, transfer 1 (Paid)",
        f"Run {run.reference}",
    ]


def test_payment_that_the_run_does_not_hold_is_named(people, call, run) -> None:
    other = make_project("redeemed", people=people, call=call)
    Payment.objects.create(
        redemption=Redemption.objects.live().get(voucher__project=other),
        batch=PaymentBatch.objects.get(number=run.reference),
        amount=1,
        receipt_number="R-9",
        paid_on=Payment.objects.get().paid_on,
        paid_by=people.finance.user,
    )

    assert told() == [f"Run {run.reference}: the payment with the receipt R-9 is no transfer of it."]


def test_settled_run_with_an_open_transfer_is_named(run) -> None:
    PaymentRun.objects.filter(pk=run.pk).update(state="settled")

    assert told() == [f"Run {run.reference} is settled, and 1 transfers have no result."]


def test_list_of_a_run_shows_every_transfer_and_its_result(people, run, browser) -> None:
    client = browser(people.finance)
    address = reverse("papers:listing", args=["batch_list", run.reference])
    assert address in client.get(run.get_absolute_url()).text

    pages = PdfReader(BytesIO(client.post(address).content)).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())

    for expected in (run.reference, "R-1", "No result yet", "50,000.00", "100,000.00", "Cashier Sun"):
        assert expected in words
    assert Redemption.objects.first().account_number not in words
    assert browser(people.applicant).post(address).status_code == 404


def test_nobody_pays_past_the_approval_by_typing_the_name_of_a_run(people, call, run) -> None:
    waiting, beside = waiting_items(run)[0].redemption, make_project("redeemed", people=people, call=call)
    for project in (waiting.voucher.project, beside):
        for name in (run.reference, run.reference.lower()):
            with pytest.raises(Unfit) as refusal:
                services.pay(project, actor=people.finance, batch=name, receipt_number="R-7")
            assert list(refusal.value.fields) == ["batch"]
    assert Payment.objects.count() == 1
