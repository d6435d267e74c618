"""Changes while the work is being done: who asks, who decides, what a granted one rewrites."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.models import NewTechProduct
from applications.services import PurchaseLine
from contracts import services
from contracts.enums import ChangeKind, ChangeState
from contracts.models import ChangeRequest, Contract
from contracts.services import SupplementData
from contracts.services.changes import ASKS
from funds.models import Budget, Entry
from funds.services import differences, explain_payable, share_voucher
from funds.standing import answer
from tests.factories.cast import YUAN
from tests.factories.institutions import member_of, pdf
from tests.factories.labs import make_laboratory
from tests.factories.projects import FACE, TOTAL, make_project, reread
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState
from workflow.models import Event

SPENT = 24_000 * YUAN
LOWEST = 80_000 * YUAN  # 30 % of it is exactly what is spent; half of it is 40,000 元


@pytest.fixture
def project(people):
    return make_project("contracted", people=people)


def signed(number: str = "B-1") -> SupplementData:
    return SupplementData(number, timezone.localdate(), "As agreed", upload=pdf(f"{number}.pdf"))


def ask(project, people, **changes):
    inputs = {"actor": people.applicant, "kind": ChangeKind.CONTENT, "text": "One test less."} | changes
    return services.request_change(project, **inputs)


def grant(change, people, **inputs):
    words = {"actor": people.officer, "granted": True, "decision": "The alloy arrived late."} | inputs
    return services.decide_change(change, **words)


def lowered(project, people, amount=LOWEST, **inputs):
    change = ask(project, people, kind=ChangeKind.AMOUNT, new_amount=amount, supplement=signed())
    return grant(change, people, **inputs)


def test_granted_change_names_who_decided_and_leaves_the_voucher_alone(people, project) -> None:
    change = grant(ask(project, people), people)

    assert (change.state, change.decided_by) == (ChangeState.GRANTED, people.officer.user)
    assert reread(project).award_amount == FACE


def test_every_step_of_a_change_is_an_event(people, project) -> None:
    grant(ask(project, people), people)
    services.decide_change(ask(project, people), actor=people.officer, granted=False, decision="Enough now.")

    steps = [event.transition for event in Event.objects.of(project)][-4:]
    assert steps == ["request_change", "grant_change", "request_change", "refuse_change"]


# --- what a granted change rewrites ----------------------------------------------------------------------------------


def test_granted_period_is_the_period_of_the_contract(people, project) -> None:
    later = Contract.objects.of(project).period_to + timedelta(days=90)
    before = Contract.objects.of(project).period_to
    change = grant(
        ask(project, people, kind=ChangeKind.PERIOD, new_period_to=later, supplement=signed("B-7")), people
    )

    assert Contract.objects.of(project).period_to == later
    assert (change.supplement.number, reread(project).award_amount) == ("B-7", FACE)
    evidence = Event.objects.of(project).last().evidence
    assert (evidence["before"]["period_to"], evidence["after"]["period_to"]) == (
        before.isoformat(),
        later.isoformat(),
    )


def test_supplement_may_come_after_the_request(people, project) -> None:
    services.add_supplement(project, actor=people.applicant, data=signed("OLD"))
    later = Contract.objects.of(project).period_to + timedelta(days=1)
    change = ask(project, people, kind=ChangeKind.PERIOD, new_period_to=later)
    with pytest.raises(Blocked) as refusal:
        grant(change, people)
    assert [finding.rule for finding in refusal.value.findings.blocking] == ["CHG-1"]

    services.add_supplement(project, actor=people.applicant, data=signed("NEW"))

    assert grant(change, people).supplement.number == "NEW"


def test_lower_amount_lowers_the_voucher_and_frees_the_difference(people, project) -> None:
    budget = Budget.objects.of_call(project.call_id)

    lowered(project, people)

    project, contract = reread(project), Contract.objects.of(project)
    assert (project.determined_amount, project.award_amount) == (LOWEST, 40_000 * YUAN)
    assert (contract.total_amount, contract.determined_amount) == (LOWEST, LOWEST)
    assert (contract.own_payment, contract.voucher_amount) == (40_000 * YUAN, 40_000 * YUAN)
    after = Budget.objects.of_call(project.call_id)
    assert after.available - budget.available == budget.committed - after.committed == 10_000 * YUAN
    assert Entry.objects.bound_to(project)["committed"] == 40_000 * YUAN
    assert next(line.amount_fen for line in explain_payable(project).lines) == 40_000 * YUAN
    assert list(differences()) == []


def test_lowered_voucher_is_shown_with_what_it_is_worth_now(people, project, client) -> None:
    """To whoever follows the holder's link, and on the page of the project beside what it was when issued."""
    share = share_voucher(project, actor=people.applicant)

    lowered(project, people)

    told = answer(project.voucher_number, timezone.localdate(), share.token)
    assert told
    assert told.amount == 40_000 * YUAN
    client.force_login(people.applicant.user)
    page = client.get(project.get_absolute_url(), headers={"accept-language": "en"}).text
    assert "50,000.00 元 when it was issued" in page


def test_voucher_falls_only_as_far_as_the_share_asks(people) -> None:
    """Half of what is determined, to the fen: an odd fen is rounded down."""
    project = make_project("contracted", people=people, requested_amount=40_000 * YUAN)

    lowered(project, people, LOWEST)
    assert reread(project).award_amount == 40_000 * YUAN
    change = ask(project, people, kind=ChangeKind.AMOUNT, new_amount=LOWEST - 1, supplement=signed("B-2"))
    grant(change, people)

    assert reread(project).award_amount == 40_000 * YUAN - 1
    assert list(differences()) == []


def test_share_of_new_technology_is_measured_by_the_new_amount(people, db) -> None:
    today = timezone.localdate()
    product = NewTechProduct.objects.create(
        number="XJS-1", name="XJS-1", supplier="S", valid_from=today, valid_to=today
    )
    lines = [
        PurchaseLine(name="A", amount=SPENT - 1, justification="Needed.", product=product),
        PurchaseLine(name="B", amount=1, justification="Needed.", product=product),
    ]
    project = make_project("contracted", people=people, purchases=lines, purchase_purpose="new_product_trial")

    with pytest.raises(Blocked) as refusal:
        lowered(project, people, LOWEST - 1)
    assert [finding.rule for finding in refusal.value.findings.blocking] == ["CHG-4"]
    assert reread(project).determined_amount == TOTAL
    ChangeRequest.objects.get().delete()
    change = ask(project, people, kind=ChangeKind.AMOUNT, new_amount=LOWEST, supplement=signed("B-2"))
    grant(change, people)

    assert reread(project).determined_amount == LOWEST


def test_larger_contract_brings_no_more_money(people, project) -> None:
    change = ask(project, people, kind=ChangeKind.AMOUNT, new_amount=2 * TOTAL, supplement=signed())

    with pytest.raises(Blocked) as refusal:
        grant(change, people, determined_amount=TOTAL + 1)
    assert [finding.rule for finding in refusal.value.findings.blocking] == ["CHG-3"]
    grant(change, people, determined_amount=TOTAL)

    project, contract = reread(project), Contract.objects.of(project)
    assert (project.determined_amount, project.award_amount) == (TOTAL, FACE)
    assert (contract.total_amount, contract.own_payment) == (2 * TOTAL, 2 * TOTAL - FACE)


def test_another_laboratory_takes_the_work_over(people, project) -> None:
    other = make_laboratory(name="北京微纳加工实验室", district="haidian")
    change = ask(project, people, kind=ChangeKind.LABORATORY, new_laboratory=other, supplement=signed())
    with pytest.raises(NotPermitted):
        services.decide_change(change, actor=member_of(other), granted=True, decision="Ours.")
    grant(change, people)

    project, contract = reread(project), Contract.objects.of(project)
    assert project.laboratory == other
    assert (contract.party_b, contract.party_b_uscc) == (other.organisation.name, other.uscc)
    assert Event.objects.of(project).last().evidence["laboratory"] == other.reference


def test_laboratory_outside_the_directory_is_refused(people, project) -> None:
    other = make_laboratory(listed=False, name="北京微纳加工实验室")
    change = ask(project, people, kind=ChangeKind.LABORATORY, new_laboratory=other, supplement=signed())

    with pytest.raises(Blocked) as refusal:
        grant(change, people)

    assert [finding.rule for finding in refusal.value.findings.blocking] == ["CHG-8"]
    assert reread(project).laboratory == people.open_laboratory


@pytest.mark.parametrize("kind", [ChangeKind.PERIOD, ChangeKind.AMOUNT, ChangeKind.LABORATORY])
def test_request_says_what_the_contract_is_to_say(people, project, kind) -> None:
    with pytest.raises(Unfit) as refusal:
        ask(project, people, kind=kind)

    assert list(refusal.value.fields) == [ASKS[kind]]
    assert not ChangeRequest.objects.exists()


# --- who, when, once -------------------------------------------------------------------------------------------------


def test_one_request_of_a_kind_at_a_time(people, project) -> None:
    ask(project, people)

    with pytest.raises(Unfit, match="already with the office"):
        ask(project, people)
    ask(project, people, kind=ChangeKind.TERMINATION)

    assert ChangeRequest.objects.for_project(project).open().count() == 2


def test_decided_request_is_not_decided_again(people, project) -> None:
    change = ask(project, people)
    services.decide_change(change, actor=people.officer, granted=False, decision="No reason given.")

    with pytest.raises(WrongState):
        grant(change, people, actor=people.second_officer)


def test_decision_needs_reasons(people, project) -> None:
    change = ask(project, people)

    with pytest.raises(Unfit) as refusal:
        grant(change, people, decision=" ")

    assert list(refusal.value.fields) == ["decision"]
    assert ChangeRequest.objects.get(pk=change.pk).state == ChangeState.OPEN


def test_only_the_applicant_asks_and_only_the_office_decides(people, project) -> None:
    with pytest.raises(NotPermitted):
        ask(project, people, actor=people.laboratory)
    change = ask(project, people)
    with pytest.raises(NotPermitted):
        grant(change, people, actor=people.applicant)


def test_changes_belong_to_the_time_of_the_work(people) -> None:
    project = make_project("awarded", people=people)

    with pytest.raises(WrongState):
        ask(project, people)


def test_supplement_is_added_with_its_file(people, project) -> None:
    def add() -> None:
        data = SupplementData("B-2", timezone.localdate(), "Longer period", upload=pdf("b2.pdf"))
        services.add_supplement(project, actor=people.applicant, data=data)

    add()

    assert [row.subject for row in Contract.objects.of(project).supplements.all()] == ["Longer period"]
    with pytest.raises(Unfit) as refusal:
        add()
    assert list(refusal.value.fields) == ["supplement_number"]


def test_database_refuses_a_decision_without_reasons(people, project) -> None:
    change = ask(project, people)

    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequest.objects.filter(pk=change.pk).update(state=ChangeState.GRANTED)
