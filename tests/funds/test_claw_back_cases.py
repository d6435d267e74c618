"""A credit note after the payment opens a case: what is claimed back, what stays, and every fen on its account."""

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.models import Invoice
from funds import services
from funds.models import ClawBackCase
from review import services as review
from tests.factories.cast import YUAN
from tests.factories.projects import BANK, FACE, TOTAL, give_opinions, make_project, reread
from tests.funds.conftest import MILLION
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.models import Event

TODAY = timezone.localdate()


@pytest.fixture
def project(people, call):
    return make_project("paid", people=people, call=call)


@pytest.fixture
def invoice(project) -> Invoice:
    return project.invoices.get()


def report(project, people, amount, number="RED-1", actor=None, **changes) -> Event:
    given = {"corrects": project.invoices.ordinary().first(), "issued_on": TODAY} | changes
    return services.report_credit_note(
        reread(project), actor=actor or people.applicant, number=number, amount=amount, **given
    )


def case_of(project) -> tuple[int, int, int | None]:
    case = ClawBackCase.objects.get(project=project)
    return case.credited, case.excess, case.claimed


@pytest.mark.parametrize(
    ("amount", "excess"), [(1, 1), (2, 1), (40_000 * YUAN, 20_000 * YUAN), (TOTAL, FACE)]
)
def test_case_says_what_the_remaining_cost_no_longer_bears(people, project, amount, excess):
    """Half of the cost is paid, rounded down: one fen less of cost is one fen less of voucher, two are one as well."""
    event = report(project, people, amount)

    assert (event.evidence["excess"], case_of(project)) == (excess, (amount, excess, None))


def test_what_the_invoices_held_above_the_accepted_cost_goes_first(people, call):
    project = make_project("in_review", people=people, call=call)
    Invoice.objects.filter(project=project).update(amount=TOTAL + 5_000)
    project = _paid(project, people)

    assert report(project, people, 5_000).evidence["excess"] == 0
    assert not ClawBackCase.objects.exists()
    assert report(project, people, 1, number="RED-2").evidence["excess"] == 1


def _paid(project, people):
    give_opinions(project, people, "close")
    review.close(reread(project), actor=people.officer, accepted_cost=TOTAL, reasons="All agree.")
    services.request_redemption(reread(project), actor=people.laboratory, bank=BANK)
    services.redeem(reread(project), actor=people.officer)
    services.pay(reread(project), actor=people.finance, batch="T", receipt_number="T-1")
    return reread(project)


def test_a_part_is_claimed_back_and_the_rest_stays_paid(people, project, balances, ledger):
    report(project, people, 40_000 * YUAN)

    event = services.claw_back_part(reread(project), actor=people.approver, note="Credit note.")

    left = FACE - 20_000 * YUAN
    assert (event.evidence["amount"], event.evidence["left"]) == (20_000 * YUAN, left)
    assert (reread(project).state, reread(project).redeemed_amount) == ("paid", left)
    assert balances() == (MILLION, MILLION - left, 0, 0, left)
    assert ledger(project)[-1] == ("claw_back", "redeemed", "available", 20_000 * YUAN)
    assert case_of(project)[2] == 20_000 * YUAN
    with pytest.raises(WrongState, match="No case"):
        services.claw_back_part(reread(project), actor=people.approver, note="Again.")


@pytest.mark.parametrize(("amount", "fits"), [(0, False), (1, True), (FACE - 1, True), (FACE, False)])
def test_a_part_is_more_than_nothing_and_less_than_all(people, project, amount, fits):
    report(project, people, TOTAL)

    if fits:
        services.claw_back_part(reread(project), actor=people.approver, note="Part.", amount=amount)
        assert reread(project).redeemed_amount == FACE - amount
    else:
        with pytest.raises(Unfit):
            services.claw_back_part(reread(project), actor=people.approver, note="Part.", amount=amount)


def test_a_second_credit_note_counts_only_what_was_not_claimed_back_before(people, project):
    report(project, people, 20_000 * YUAN)
    report(project, people, 10_000 * YUAN, number="RED-2")
    assert case_of(project) == (30_000 * YUAN, 15_000 * YUAN, None)
    services.claw_back_part(reread(project), actor=people.approver, note="Credit notes.")

    report(project, people, 10_000 * YUAN, number="RED-3")

    assert ClawBackCase.objects.open().get().excess == 5_000 * YUAN


def test_all_is_claimed_back_and_the_case_ends_with_it(people, project, balances):
    report(project, people, TOTAL)

    services.claw_back(reread(project), actor=people.approver, note="The work was cancelled.")

    assert reread(project).state == "clawed_back"
    assert case_of(project)[2] == FACE
    assert balances() == (MILLION, MILLION, 0, 0, 0)


def test_nothing_is_claimed_back_with_a_reason(people, project, balances):
    report(project, people, 2)
    with pytest.raises(Unfit):
        services.drop_claw_back(reread(project), actor=people.approver, note=" ")

    services.drop_claw_back(reread(project), actor=people.approver, note="One fen is not worth a letter.")

    assert case_of(project)[2] == 0
    assert balances() == (MILLION, MILLION - FACE, 0, 0, FACE)


@pytest.mark.parametrize("who", ["recommender", "finance", "experts"])
def test_others_report_no_credit_note_and_only_the_approver_decides(people, project, who):
    actor = people.acting(people.experts[0]) if who == "experts" else getattr(people, who)
    with pytest.raises(NotPermitted):
        report(project, people, 1, actor=actor)
    report(project, people, 1, actor=people.laboratory)
    for step in (services.claw_back_part, services.drop_claw_back):
        with pytest.raises(NotPermitted):
            step(reread(project), actor=people.officer, note="Mine.")


def test_wrong_credit_notes_are_refused(people, call, project, invoice):
    foreign = make_project("paid", people=people, call=call).invoices.get()

    for changes in ({"corrects": foreign}, {"number": invoice.number}, {"amount": invoice.amount + 1}):
        with pytest.raises(Unfit):
            report(project, people, **({"amount": 1} | changes))
    with pytest.raises(Unfit):
        report(project, people, 1, issued_on=TODAY + timezone.timedelta(days=1))
    assert not ClawBackCase.objects.exists()
    with pytest.raises(WrongState):
        report(make_project("closed", people=people, call=call), people, 1)


def test_pages_lead_from_the_report_to_the_decision(people, project, invoice, browser):
    address = reverse("funds:report_credit_note", args=[project.reference])
    given = {"corrects": invoice.pk, "number": "red 1", "issued_on": TODAY, "amount": "40,000"}

    assert browser(people.applicant).post(address, given).status_code == 302
    listed = browser(people.approver).get(reverse("funds:claw_back_cases")).content.decode()
    shown = browser(people.approver).get(project.get_absolute_url()).content.decode()
    parties = browser(people.applicant).get(project.get_absolute_url()).content.decode()
    part = reverse("funds:claw_back_part", args=[project.reference])
    page = browser(people.approver).get(part)

    assert project.reference in listed
    assert part in shown
    assert part not in parties
    assert "20,000.00" in parties
    assert page.context["form"].initial["amount"] == 20_000 * YUAN
    assert browser(people.approver).post(part, {"amount": "20,000", "note": "Back."}).status_code == 302
    assert browser(people.approver).get(part).status_code == 409
