"""Changes while the work is being done."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contracts import services
from contracts.enums import ChangeKind, ChangeState
from contracts.models import ChangeRequest, Contract
from contracts.services import SupplementData
from tests.factories.institutions import pdf
from tests.factories.projects import FACE, make_project, reread
from workflow.errors import NotPermitted, Unfit, WrongState


@pytest.fixture
def project(people):
    return make_project("contracted", people=people)


def ask(project, people, **changes):
    inputs = {"actor": people.applicant, "kind": ChangeKind.PERIOD, "text": "Three months more."} | changes
    return services.request_change(project, **inputs)


def test_granted_change_names_who_decided_and_leaves_the_voucher_alone(people, project) -> None:
    change = services.decide_change(
        ask(project, people), actor=people.officer, granted=True, decision="The alloy arrived late."
    )

    assert (change.state, change.decided_by) == (ChangeState.GRANTED, people.officer.user)
    assert reread(project).award_amount == FACE


def test_one_request_of_a_kind_at_a_time(people, project) -> None:
    ask(project, people)

    with pytest.raises(Unfit, match="already with the office"):
        ask(project, people)
    ask(project, people, kind=ChangeKind.AMOUNT)

    assert ChangeRequest.objects.for_project(project).open().count() == 2


def test_decided_request_is_not_decided_again(people, project) -> None:
    change = ask(project, people)
    services.decide_change(change, actor=people.officer, granted=False, decision="No reason given.")

    with pytest.raises(WrongState):
        services.decide_change(change, actor=people.second_officer, granted=True, decision="Yes.")


def test_decision_needs_reasons(people, project) -> None:
    change = ask(project, people)

    with pytest.raises(Unfit) as refusal:
        services.decide_change(change, actor=people.officer, granted=True, decision=" ")

    assert list(refusal.value.fields) == ["decision"]
    assert ChangeRequest.objects.get(pk=change.pk).state == ChangeState.OPEN


def test_only_the_applicant_asks_and_only_the_office_decides(people, project) -> None:
    with pytest.raises(NotPermitted):
        ask(project, people, actor=people.laboratory)
    change = ask(project, people)
    with pytest.raises(NotPermitted):
        services.decide_change(change, actor=people.applicant, granted=True, decision="Yes.")


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
