"""Clearing: the determined amount, the new-technology share to the fen, returns and counter-steps."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import NewTechProduct
from applications.services import PurchaseLine
from contracts import services
from contracts.models import Contract
from tests.factories.cast import YUAN
from tests.factories.institutions import pdf
from tests.factories.projects import FACE, TOTAL, contract_of, make_project, reread
from workflow.corrections import Wanted
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState
from workflow.models import Correction, Event
from workflow.models.correction import CorrectionTarget
from workflow.models.document import DocumentKind

SPENT = 24_000 * YUAN
LOWEST = 80_000 * YUAN  # 30 % of it is exactly what is spent


@pytest.fixture
def purchases(db) -> list[PurchaseLine]:
    """Two listed products that together cost 24,000 元."""
    today = timezone.localdate()
    return [
        PurchaseLine(
            name=name,
            amount=amount,
            justification="The tests need it.",
            product=NewTechProduct.objects.create(
                number=name,
                name=name,
                supplier="北京新技术公司",
                valid_from=today - timedelta(days=30),
                valid_to=today,
            ),
        )
        for name, amount in (("XJS-1", 20_000 * YUAN), ("XJS-2", SPENT - 20_000 * YUAN))
    ]


def project_with(purchases, people):
    return make_project(
        "contract_submitted", people=people, purchases=purchases, purchase_purpose="new_product_trial"
    )


def clear(project, people, amount=TOTAL, actor=None):
    return services.clear_contract(project, actor=actor or people.officer, determined_amount=amount)


def test_clearing_stores_what_later_steps_need(people) -> None:
    project = make_project("contract_submitted", people=people)

    event = clear(project, people)

    project = reread(project)
    assert project.state == "contracted"
    assert (project.determined_amount, project.new_tech_amount) == (TOTAL, 0)
    assert (project.contract_signed_on, project.voucher_clause) == (
        timezone.localdate(),
        Contract.objects.of(project).voucher_clause,
    )
    assert "甲方" in project.failure_clause
    assert Contract.objects.of(project).determined_amount == TOTAL
    assert (event.actor, event.evidence["determined_amount"]) == (people.officer.user, TOTAL)


def test_exactly_thirty_percent_of_the_determined_amount_passes(people, purchases) -> None:
    project = project_with(purchases, people)

    clear(project, people, amount=LOWEST)

    assert reread(project).new_tech_amount == SPENT


def test_one_fen_above_thirty_percent_is_refused_when_the_amount_is_lowered(people, purchases) -> None:
    project = project_with(purchases, people)

    with pytest.raises(Blocked) as refusal:
        clear(project, people, amount=LOWEST - 1)

    finding = refusal.value.findings.of("CON-8")
    assert (finding.outcome, finding.clause, finding.figures["excess_fen"]) == ("block", "Q2", 1)
    project = reread(project)
    assert (project.state, project.determined_amount) == ("contract_submitted", None)
    assert Contract.objects.of(project).determined_amount is None
    assert not Event.objects.of(project).filter(transition="clear_contract").exists()


@pytest.mark.parametrize("amount", [0, TOTAL + 1])
def test_determined_amount_lies_within_the_contract(people, amount) -> None:
    project = make_project("contract_submitted", people=people)

    with pytest.raises(Blocked) as refusal:
        clear(project, people, amount=amount)

    assert [finding.rule for finding in refusal.value.findings.blocking] == ["CON-9"]


def test_only_the_deciding_office_clears(people) -> None:
    project = make_project("contract_submitted", people=people)

    for actor in (people.applicant, people.laboratory, people.finance, people.auditor):
        with pytest.raises(NotPermitted):
            clear(project, people, actor=actor)
    assert reread(project).state == "contract_submitted"


def test_second_clearing_says_who_was_faster(people) -> None:
    project = make_project("contract_submitted", people=people)
    clear(project, people)

    with pytest.raises(WrongState, match="Officer Wang"):
        clear(project, people, actor=people.second_officer)


def test_returned_contract_comes_back_with_the_difference(people) -> None:
    project = make_project("contract_submitted", people=people, contract={"number": "HT-1"})
    wanted = [Wanted("number", "The paper says HT-2.")]

    services.return_contract(project, actor=people.officer, wanted=wanted)
    project = reread(project)
    assert project.state == "contract_returned"
    assert [(c.name, c.before) for c in Correction.objects.of(project).open()] == [("number", "HT-1")]

    services.submit_contract(project, actor=people.applicant, data=contract_of(project, number="HT-2"))
    answered = Correction.objects.of(project).get()
    assert (answered.before, answered.after, answered.resolved_at is not None) == ("HT-1", "HT-2", True)
    assert Contract.objects.of(project).round == 2


def test_asked_for_another_file_the_old_one_does_not_serve(people) -> None:
    project = make_project("contract_submitted", people=people)
    wanted = [Wanted(DocumentKind.CONTRACT, "The last page is missing.", CorrectionTarget.DOCUMENT)]
    services.return_contract(project, actor=people.officer, wanted=wanted)
    data = contract_of(reread(project))

    with pytest.raises(Unfit) as refusal:
        services.submit_contract(project, actor=people.applicant, data=data)
    assert list(refusal.value.fields) == ["document"]

    services.submit_contract(project, actor=people.applicant, data=data, upload=pdf("complete.pdf"))
    assert Contract.objects.of(project).document.original_name == "complete.pdf"


def test_return_needs_something_to_correct_and_a_day_to_come(people) -> None:
    project = make_project("contract_submitted", people=people)
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(Unfit):
        services.return_contract(project, actor=people.officer, wanted=[])
    with pytest.raises(Unfit) as refusal:
        services.return_contract(
            project, actor=people.officer, wanted=[Wanted("number", "Wrong.")], due_date=yesterday
        )

    assert list(refusal.value.fields) == ["due_date"]
    assert (reread(project).state, Correction.objects.of(project).count()) == ("contract_submitted", 0)


def test_clearing_is_taken_back_by_another_person_with_a_reason(people) -> None:
    project = make_project("contracted", people=people)

    with pytest.raises(Blocked):
        services.undo_clear_contract(project, actor=people.officer, note="The wrong amount.")
    with pytest.raises(Blocked):
        services.undo_clear_contract(project, actor=people.second_officer, note=" ")
    services.undo_clear_contract(project, actor=people.second_officer, note="The wrong amount.")

    project = reread(project)
    assert (project.state, project.determined_amount, project.voucher_clause) == (
        "contract_submitted",
        None,
        "",
    )
    assert Contract.objects.of(project).determined_amount is None
    clear(project, people, amount=TOTAL - FACE)
    assert reread(project).determined_amount == TOTAL - FACE
