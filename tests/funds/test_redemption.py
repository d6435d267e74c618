"""Redemption and payment: once, by different people, and never more than is payable."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Organisation
from funds import services
from funds.facts import BankAccount
from funds.models import Payment, PaymentBatch, Redemption, Voucher
from tests.factories.cast import YUAN
from tests.factories.projects import BANK, FACE, TOTAL, make_call, make_project, reread
from tests.funds.conftest import MILLION
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState

COMMITTED = (MILLION, MILLION - FACE, 0, FACE, 0)
REDEEMED = (MILLION, MILLION - FACE, 0, 0, FACE)
DAY = timedelta(days=1)
PAPERS = {"batch": "2026-07", "receipt_number": "R-1"}


def blocked(refusal) -> set[str]:
    return {finding.rule for finding in refusal.value.findings.blocking}


def requests(project) -> list[tuple]:
    rows = Redemption.objects.filter(voucher__project=project).order_by("pk")
    return [(row.amount, row.live, row.decided_by_id) for row in rows]


# --- the request ---------------------------------------------------------------------------------------------------------


def test_payable_is_explained_line_by_line(people, call):
    project = make_project("closed", people=people, call=call)

    payable = services.explain_payable(project)

    assert payable.amount_fen == FACE
    assert [(line.words, line.amount_fen, line.decides) for line in payable.lines] == [
        ("Face amount of the voucher", FACE, True),
        ("Share of the accepted cost", TOTAL // 2, True),
    ]


def test_yearly_cap_limits_what_is_payable(people):
    call = make_call(budget=MILLION, people=people, annual_cap_per_enterprise_fen=2 * FACE - 1)
    first = make_project("closed", people=people, call=call)
    make_project(
        "awarded", people=people, call=call, requested_amount=FACE - 1, total_amount=TOTAL, content="Another."
    )

    assert services.explain_payable(first).amount_fen == FACE
    assert [line.amount_fen for line in services.explain_payable(first).lines][-1] == FACE


def test_request_asks_for_what_is_payable_and_pins_the_account(people, call, balances):
    project = make_project("closed", people=people, call=call)

    services.request_redemption(project, actor=people.laboratory, bank=BANK)

    redemption = Redemption.objects.get(voucher__project=project)
    laboratory = Organisation.objects.get(pk=people.laboratory.organisation_id)
    assert (reread(project).state, reread(project).claimed_amount) == ("redemption_requested", FACE)
    assert (redemption.amount, redemption.payee) == (FACE, laboratory)
    assert BankAccount(redemption.bank_name, redemption.account_holder, redemption.account_number) == BANK
    assert BankAccount.of(laboratory) == BANK
    assert balances() == COMMITTED


def test_known_account_is_not_replaced_by_a_request(people, call):
    Organisation.objects.filter(pk=people.laboratory.organisation_id).update(
        bank_name="ICBC", bank_account_name="Lab", bank_account="1"
    )
    project = make_project("closed", people=people, call=call)

    services.request_redemption(project, actor=people.service, bank=BANK)

    redemption = Redemption.objects.get(voucher__project=project)
    assert (redemption.bank_name, redemption.account_number) == ("ICBC", "1")


@pytest.mark.parametrize(("amount", "allowed"), [(FACE, True), (FACE + 1, False), (1, True), (0, False)])
def test_request_stays_within_what_is_payable(people, call, amount, allowed):
    project = make_project("closed", people=people, call=call)

    if allowed:
        services.request_redemption(project, actor=people.laboratory, amount=amount, bank=BANK)
    else:
        with pytest.raises(Blocked) as refusal:
            services.request_redemption(project, actor=people.laboratory, amount=amount, bank=BANK)
        assert blocked(refusal) == {"RED-1"}

    assert requests(project) == ([(amount, True, None)] if allowed else [])
    assert reread(project).state == ("redemption_requested" if allowed else "closed")


def test_request_without_an_account_leaves_no_trace(people, call):
    project = make_project("closed", people=people, call=call)

    with pytest.raises(Blocked) as refusal:
        services.request_redemption(project, actor=people.laboratory)

    assert blocked(refusal) == {"RED-5"}
    assert (reread(project).state, requests(project)) == ("closed", [])


def test_request_comes_by_the_last_day(people, call):
    project = make_project("closed", people=people, call=call)

    with pytest.raises(Blocked) as refusal:
        services.request_redemption(
            project, actor=people.laboratory, bank=BANK, today=project.redeem_by + DAY
        )
    services.request_redemption(project, actor=people.laboratory, bank=BANK, today=project.redeem_by)

    assert blocked(refusal) == {"RED-3"}
    assert reread(project).state == "redemption_requested"


@pytest.mark.parametrize("who", ["applicant", "officer", "finance", "stranger"])
def test_only_the_payee_requests(people, call, who):
    project = make_project("closed", people=people, call=call)

    with pytest.raises(NotPermitted):
        services.request_redemption(project, actor=getattr(people, who), bank=BANK)

    assert requests(project) == []


def test_applicant_is_paid_where_the_edition_says_so(people):
    call = make_call(budget=MILLION, people=people, payee="enterprise")
    project = make_project("closed", people=people, call=call)

    with pytest.raises(NotPermitted):
        services.request_redemption(project, actor=people.laboratory, bank=BANK)
    services.request_redemption(project, actor=people.applicant, bank=BANK)
    services.redeem(project, actor=people.officer)

    assert Redemption.objects.get(voucher__project=project).payee_id == people.applicant.organisation_id


def test_recalled_request_can_be_made_anew(people, call, balances):
    project = make_project("redemption_requested", people=people, call=call)

    services.recall_redemption(project, actor=people.laboratory)
    services.request_redemption(project, actor=people.service, amount=FACE - 1)

    assert requests(project) == [(FACE, False, None), (FACE - 1, True, None)]
    assert balances() == COMMITTED


def test_returned_request_needs_a_reason(people, call):
    project = make_project("redemption_requested", people=people, call=call)

    with pytest.raises(Unfit):
        services.return_redemption(project, actor=people.officer, note=" ")
    services.return_redemption(project, actor=people.officer, note="The account is closed.")

    assert (reread(project).state, reread(project).claimed_amount) == ("closed", None)
    assert requests(project) == [(FACE, False, None)]


# --- the decision --------------------------------------------------------------------------------------------------------


def test_redemption_moves_the_whole_face_amount(people, call, balances, ledger):
    project = make_project("redemption_requested", people=people, call=call)

    services.redeem(project, actor=people.officer)

    project = reread(project)
    assert (project.state, project.redeemed_amount) == ("redeemed", FACE)
    assert requests(project) == [(FACE, True, people.officer.user.pk)]
    assert ledger(project)[2:] == [("redeem", "committed", "redeemed", FACE)]
    assert balances() == REDEEMED


@pytest.mark.parametrize("amount", [1, 30_000 * YUAN, FACE - 1])
def test_what_the_voucher_does_not_pay_goes_back(people, call, balances, ledger, amount):
    project = make_project("closed", people=people, call=call)
    services.request_redemption(project, actor=people.laboratory, amount=amount, bank=BANK)

    services.redeem(project, actor=people.officer)

    assert ledger(project)[2:] == [
        ("redeem", "committed", "redeemed", amount),
        ("release", "committed", "available", FACE - amount),
    ]
    assert balances() == (MILLION, MILLION - amount, 0, 0, amount)


def test_redemption_asked_for_in_time_may_be_decided_later(people, call, balances):
    project = make_project("redemption_requested", people=people, call=call)
    type(project).objects.filter(pk=project.pk).update(redeem_by=timezone.localdate())

    services.redeem(project, actor=people.officer)

    assert reread(project).state == "redeemed"


def test_voucher_is_redeemed_once(people, call, balances):
    project = make_project("redeemed", people=people, call=call)

    with pytest.raises(WrongState, match="Already done by Officer Wang"):
        services.redeem(project, actor=people.second_officer)

    assert balances() == REDEEMED


def test_undone_redemption_binds_the_whole_face_amount_again(people, call, balances):
    project = make_project("closed", people=people, call=call)
    services.request_redemption(project, actor=people.laboratory, amount=FACE - 7, bank=BANK)
    services.redeem(project, actor=people.officer)

    with pytest.raises(Blocked) as refusal:
        services.undo_redeem(project, actor=people.officer, note="Wrong amount.")
    assert blocked(refusal) == {"COUNTER-1"}
    services.undo_redeem(project, actor=people.second_officer, note="Wrong amount.")

    project = reread(project)
    assert (project.state, project.redeemed_amount, balances()) == ("redemption_requested", None, COMMITTED)
    assert requests(project) == [(FACE - 7, False, people.officer.user.pk), (FACE - 7, True, None)]
    services.redeem(project, actor=people.second_officer)
    assert balances() == (MILLION, MILLION - FACE + 7, 0, 0, FACE - 7)


def test_redemption_cannot_be_undone_when_the_rest_is_given_away(people, call, balances):
    project = make_project("closed", people=people, call=call)
    services.request_redemption(project, actor=people.laboratory, amount=FACE - 7, bank=BANK)
    services.redeem(project, actor=people.officer)
    services.change_budget(call.budget, change=-(MILLION - FACE + 1), actor=people.finance, note="Cut.")

    with pytest.raises(Unfit, match="is needed"):
        services.undo_redeem(project, actor=people.second_officer, note="Wrong amount.")

    assert (reread(project).state, len(requests(project))) == ("redeemed", 1)
    assert balances() == (FACE - 1, 6, 0, 0, FACE - 7)


# --- the payment ---------------------------------------------------------------------------------------------------------


def test_payment_is_recorded_in_its_batch(people, call, balances):
    project = make_project("redeemed", people=people, call=call)

    services.pay(project, actor=people.finance, **PAPERS)

    project, payment = reread(project), Payment.objects.get()
    assert (project.state, project.paid_amount, project.payment_batch) == ("paid", FACE, "2026-07")
    assert (payment.amount, payment.batch.number, payment.receipt_number) == (FACE, "2026-07", "R-1")
    assert (payment.paid_on, payment.paid_by) == (timezone.localdate(), people.finance.user)
    assert balances() == REDEEMED


def test_payments_of_one_run_share_a_batch(people, call):
    for number in (1, 2):
        project = make_project("redeemed", people=people, call=call)
        services.pay(project, actor=people.finance, batch=" 2026-07 ", receipt_number=f"R-{number}")

    assert [(batch.number, batch.payments.count()) for batch in PaymentBatch.objects.all()] == [
        ("2026-07", 2)
    ]


def test_payment_needs_its_papers_and_leaves_no_trace_without(people, call):
    project = make_project("redeemed", people=people, call=call)
    tomorrow = timezone.localdate() + DAY

    with pytest.raises(Unfit) as refusal:
        services.pay(project, actor=people.finance, batch=" ", receipt_number="", paid_on=tomorrow)

    assert set(refusal.value.fields) == {"batch", "receipt_number", "paid_on"}
    assert (reread(project).state, Payment.objects.count(), PaymentBatch.objects.count()) == (
        "redeemed",
        0,
        0,
    )


def test_receipt_pays_one_project(people, call):
    first, second = (make_project("redeemed", people=people, call=call) for _ in range(2))
    services.pay(first, actor=people.finance, **PAPERS)

    with pytest.raises(Unfit) as refusal:
        services.pay(second, actor=people.finance, **PAPERS)

    assert set(refusal.value.fields) == {"receipt_number"}
    assert (reread(second).state, Payment.objects.count()) == ("redeemed", 1)


def test_nobody_pays_what_they_redeemed(people, call):
    project = make_project("redemption_requested", people=people, call=call)
    services.redeem(project, actor=people.officer)
    both = type(people.finance)(
        user=people.officer.user, role=people.finance.role, organisation=people.finance.organisation
    )

    with pytest.raises(Blocked) as refusal:
        services.pay(project, actor=both, **PAPERS)
    with pytest.raises(NotPermitted):
        services.pay(project, actor=people.officer, **PAPERS)

    assert blocked(refusal) == {"PAY-1"}
    assert reread(project).state == "redeemed"


def test_second_payment_is_refused(people, call):
    project = make_project("paid", people=people, call=call)

    with pytest.raises(WrongState, match="Already done by Cashier Qian"):
        services.pay(project, actor=people.finance, **PAPERS)

    assert Payment.objects.count() == 1


@pytest.mark.parametrize("state", ["redeemed", "paid"])
def test_claw_back_makes_the_money_available_again(people, call, balances, state):
    project = make_project(state, people=people, call=call)

    event = services.claw_back(project, actor=people.approver, note="The invoice was forged.")

    assert (reread(project).state, event.evidence["amount"]) == ("clawed_back", FACE)
    assert balances() == (MILLION, MILLION, 0, 0, 0)
    assert not Redemption.objects.live().exists()
    assert Voucher.objects.select_related("project").get().status == "void"
