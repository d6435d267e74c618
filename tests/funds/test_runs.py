"""Runs of transfers: four eyes, locked totals, the bank's file, its answers, and each payment exactly once."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.spreadsheets import TableRefused
from funds import bank, services
from funds.models import Payment, PaymentRun, Redemption, RunItem
from funds.services.runs import Answer, waiting_items
from tests.factories.cast import Cast, cast, make_actor
from tests.factories.projects import make_project, reread
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState

TODAY = timezone.localdate()


@pytest.fixture
def people(db) -> Cast:
    return cast()


@pytest.fixture
def second(people):
    """Another person of finance."""
    return make_actor(Role.FINANCE, name="Cashier Sun")


@pytest.fixture
def redeemed(people):
    first = make_project("redeemed", people=people)
    return [first, make_project("redeemed", people=people, call=first.call)]


@pytest.fixture
def run(people, redeemed):
    return services.draw_up(numbers(redeemed), actor=people.finance)


def numbers(projects) -> list[int]:
    return [Redemption.objects.live().get(voucher__project=project).pk for project in projects]


def approve(run, people, second) -> PaymentRun:
    for item in waiting_items(run):
        services.confirm_account(item.redemption, actor=second)
    services.lock_run(run, actor=people.finance)
    services.approve_run(PaymentRun.objects.get(pk=run.pk), actor=second)
    return PaymentRun.objects.get(pk=run.pk)


def browser(actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    return client


def paid(position: int, **changes) -> Answer:
    return Answer(**({"position": position, "paid": True, "receipt_number": f"R{position}"} | changes))


def test_run_goes_from_drawing_up_to_settled(people, second, redeemed, run) -> None:
    run = approve(run, people, second)

    assert services.record_answers(run, [paid(1), paid(2)], actor=people.finance) == []
    services.settle_run(run, actor=people.finance)

    assert [reread(project).state for project in redeemed] == ["paid", "paid"]
    assert {payment.batch.number for payment in Payment.objects.all()} == {run.reference}
    assert PaymentRun.objects.get(pk=run.pk).state == "settled"


def test_nobody_approves_the_own_run(people, second, run) -> None:
    for item in waiting_items(run):
        services.confirm_account(item.redemption, actor=second)
    services.lock_run(run, actor=people.finance)

    with pytest.raises(Blocked) as refusal:
        services.approve_run(run, actor=people.finance)
    assert [finding.rule for finding in refusal.value.findings.blocking] == ["RUN-1"]
    with pytest.raises(NotPermitted):
        services.approve_run(run, actor=people.officer)


def test_account_that_nobody_confirmed_stops_the_run(people, second, run) -> None:
    services.lock_run(run, actor=people.finance)

    with pytest.raises(Blocked) as refusal:
        services.approve_run(run, actor=second)

    assert [finding.rule for finding in refusal.value.findings.blocking] == ["RUN-5"]


def test_confirmation_holds_for_the_account_as_it_was(people, second, run) -> None:
    first = waiting_items(run)[0].redemption
    services.confirm_account(first, actor=second)
    assert services.confirmed_accounts(run) == {first.pk}

    Redemption.objects.filter(pk=first.pk).update(account_number="6222999900001111")

    assert services.confirmed_accounts(run) == set()


def test_run_that_changed_after_it_was_locked_is_not_approved(people, second, run) -> None:
    for item in waiting_items(run):
        services.confirm_account(item.redemption, actor=second)
    services.lock_run(run, actor=people.finance)
    RunItem.objects.filter(run=run, position=1).update(amount=1)

    with pytest.raises(Blocked) as refusal:
        services.approve_run(run, actor=second)

    assert {finding.rule for finding in refusal.value.findings.blocking} == {"RUN-3", "RUN-4"}
    with pytest.raises(WrongState):
        services.take_out(run, 1, actor=people.finance)


def test_one_payment_is_in_one_run_and_not_paid_beside_it(people, redeemed, run) -> None:
    with pytest.raises(Unfit):
        services.draw_up(numbers(redeemed), actor=people.finance)
    other = PaymentRun(drawn_up_by=people.finance.user)
    other.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        RunItem.objects.create(run=other, redemption_id=numbers(redeemed)[0], position=1, amount=1)
    with pytest.raises(Unfit):
        services.pay(redeemed[0], actor=people.finance, batch="B-1", receipt_number="R1")

    services.take_out(run, 1, actor=people.finance)
    services.pay(redeemed[0], actor=people.finance, batch="B-1", receipt_number="R1")
    assert reread(redeemed[0]).state == "paid"


def test_failed_transfer_waits_for_another_run(people, second, redeemed, run) -> None:
    run = approve(run, people, second)
    failed = Answer(position=1, paid=False, reason="账号不符")
    assert services.record_answers(run, [failed, paid(2)], actor=people.finance) == []
    services.settle_run(run, actor=people.finance)

    assert [reread(project).state for project in redeemed] == ["redeemed", "paid"]
    again = approve(services.draw_up(numbers(redeemed[:1]), actor=people.finance), people, second)
    assert services.record_answers(again, [paid(1, receipt_number="R9")], actor=people.finance) == []
    assert reread(redeemed[0]).state == "paid"


def test_refused_answer_does_not_stop_the_others(people, second, redeemed, run) -> None:
    run = approve(run, people, second)
    answers = [paid(1, amount=1), paid(2), paid(7), Answer(position=1, paid=False)]

    refusals = services.record_answers(run, answers, actor=people.finance)

    assert [refusal.position for refusal in refusals] == [1, 7, 1]
    assert [reread(project).state for project in redeemed] == ["redeemed", "paid"]
    with pytest.raises(Unfit):
        services.settle_run(run, actor=people.finance)


def test_same_answer_twice_pays_once(people, second, redeemed, run) -> None:
    run = approve(run, people, second)
    for _time in range(2):
        assert services.record_answers(run, [paid(1)], actor=people.finance) == []

    contrary = services.record_answers(
        run, [Answer(position=1, paid=False, reason="x")], actor=people.finance
    )
    assert len(contrary) == 1
    assert Payment.objects.count() == 1


def test_cancelled_run_lets_its_payments_go(people, redeemed, run) -> None:
    with pytest.raises(Unfit):
        services.cancel_run(run, actor=people.finance, note=" ")
    services.cancel_run(run, actor=people.finance, note="Wrong day.")

    assert services.draw_up(numbers(redeemed), actor=people.finance).items.count() == 2
    with pytest.raises(WrongState):
        services.lock_run(run, actor=people.finance)


def test_file_for_the_bank_ends_in_its_totals_and_is_the_same_again(people, second, run) -> None:
    run = approve(run, people, second)
    page = reverse("funds:bank_csv", args=[run.reference])

    first, again = (browser(people.finance).get(page) for _time in range(2))

    lines = list(csv.reader(io.StringIO(first.content.decode("utf-8-sig"))))
    total = sum(item.amount for item in waiting_items(run))
    assert lines[-1][1] == "2"
    assert lines[-1][4] == f"{total // 100}.{total % 100:02d}"
    assert first.content == again.content
    assert first.headers["X-Content-SHA256"] == again.headers["X-Content-SHA256"]
    assert browser(people.officer).get(page).status_code == 403
    assert browser(people.applicant).get(page).status_code == 404


def test_file_for_the_bank_is_there_only_after_the_approval(people, run) -> None:
    assert browser(people.finance).get(reverse("funds:bank_xlsx", args=[run.reference])).status_code == 409


RESULTS = "序号,结果,回单号,交易日期,金额（元）,失败原因\n1,成功,HD001,{day},{amount},\n2,失败,,,,账号 不符\n合计,,,,,\n"


def test_results_of_the_bank_are_shown_before_they_are_recorded(people, second, redeemed, run) -> None:
    run = approve(run, people, second)
    amount = waiting_items(run)[0].amount
    text = RESULTS.format(day=TODAY, amount=f"{amount / 100:.2f}")
    page, client = reverse("funds:results", args=[run.reference]), browser(people.finance)
    upload = SimpleUploadedFile("results.csv", text.encode("gb18030"))

    shown = client.post(page, {"upload": upload})

    assert shown.status_code == 200
    assert [reread(project).state for project in redeemed] == ["redeemed", "redeemed"]
    sealed = shown.context["sealed"]
    assert client.post(page, {"answers": sealed + "x"}).status_code == 302
    assert browser(second).post(page, {"answers": sealed}).status_code == 302
    assert [reread(project).state for project in redeemed] == ["redeemed", "redeemed"]
    assert client.post(page, {"answers": sealed}).status_code == 302
    assert [reread(project).state for project in redeemed] == ["paid", "redeemed"]
    assert run.items.get(position=2).reason == "账号 不符"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1,vielleicht", "vielleicht"),
        ("one,成功", "one"),
        ("1,成功,HD,2026-02-30", "2026-02-30"),
        ("1,成功,HD,,1.234", "1.234"),
    ],
)
def test_row_that_makes_no_sense_is_told(text, words) -> None:
    heading = "序号,结果,回单号,交易日期,金额"
    answers, problems = bank.read_results(f"{heading}\n{text}\n".encode(), "r.csv")

    assert answers == []
    assert len(problems) == 1
    assert "2" in problems[0]


def test_file_without_the_columns_is_refused() -> None:
    with pytest.raises(TableRefused):
        bank.read_results(b"a,b\n1,2\n", "r.csv")


def test_pages_of_runs_belong_to_the_office(people, second, redeemed) -> None:
    draw, listed = reverse("funds:draw_up"), reverse("funds:runs")
    ticked = {"redemption": [str(number) for number in numbers(redeemed)] + ["x"]}

    assert browser(people.officer).post(draw, ticked).status_code == 403
    assert browser(people.applicant).get(listed).status_code == 403
    assert browser(people.finance).post(draw, {}).status_code == 302
    assert PaymentRun.objects.count() == 0
    assert browser(people.finance).post(draw, ticked).status_code == 302
    run = PaymentRun.objects.get()
    page = run.get_absolute_url()
    assert run.reference in browser(people.auditor).get(listed).content.decode()
    full = waiting_items(run)[0].redemption.account_number
    assert full in browser(people.finance).get(page).content.decode()
    assert full not in browser(people.auditor).get(page).content.decode()
    assert browser(people.applicant).get(page).status_code == 404
    confirm = reverse("funds:confirm_account", args=[numbers(redeemed)[0]])
    for other in (people.officer, people.laboratory, people.applicant):
        assert browser(other).post(confirm).status_code == 403
    assert browser(second).post(confirm, {"run": run.reference}).status_code == 302
    out = reverse("funds:take_out", args=[run.reference])
    assert browser(people.officer).post(out, {"position": "1"}).status_code == 403
    assert browser(people.finance).post(out, {"position": "1"}).status_code == 302
    for name in ("lock_run", "cancel_run"):
        address = reverse(f"funds:{name}", args=[run.reference])
        assert browser(people.finance).get(address).status_code == 200
    assert browser(people.finance).post(reverse("funds:lock_run", args=[run.reference])).status_code == 302
    assert browser(second).get(reverse("funds:approve_run", args=[run.reference])).status_code == 200
    assert browser(second).post(reverse("funds:approve_run", args=[run.reference])).status_code == 422
    assert browser(people.finance).post(reverse("funds:unlock_run", args=[run.reference])).status_code == 302


def test_paid_on_a_day_to_come_is_refused(people, second, run) -> None:
    run = approve(run, people, second)

    refusals = services.record_answers(
        run, [paid(1, paid_on=TODAY + timedelta(days=1))], actor=people.finance
    )

    assert len(refusals) == 1
