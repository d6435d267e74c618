"""Handing a contract in: the rules answer at once, and a refusal leaves nothing behind."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contracts import services
from contracts.models import Contract, Supplement
from contracts.services import SupplementData
from tests.factories.cast import YUAN, cast, make_team
from tests.factories.institutions import pdf
from tests.factories.projects import FACE, TOTAL, contract_of, make_project, reread
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState
from workflow.models import Document, Event
from workflow.models.document import DocumentKind


def submit(project, people, upload=True, supplements=(), actor=None, **changes):
    return services.submit_contract(
        project,
        actor=actor or people.applicant,
        data=contract_of(project, **changes),
        upload=pdf("contract.pdf") if upload else None,
        supplements=supplements,
    )


def supplement(upload=True, **changes):
    typed = {
        "number": "B-1",
        "signed_on": timezone.localdate(),
        "subject": "Voucher terms",
        "text": "使用创新券。",
    }
    return SupplementData(**(typed | changes), upload=pdf("supplement.pdf") if upload else None)


def left_behind(project) -> tuple[int, int, int, str]:
    """What a refused step must not change: contracts, files, events, state."""
    found = Document.objects.of(project).filter(kind__in=[DocumentKind.CONTRACT, DocumentKind.SUPPLEMENT])
    events = Event.objects.of(project).filter(transition="submit_contract")
    return (
        Contract.objects.filter(project=project).count(),
        found.count(),
        events.count(),
        reread(project).state,
    )


def blocked_rules(refusal) -> dict[str, str]:
    return {finding.rule: finding.clause for finding in refusal.value.findings.blocking}


def test_contract_with_voucher_clause_is_handed_in(people) -> None:
    project = make_project("awarded", people=people)

    event = submit(project, people)

    contract = Contract.objects.of(project)
    assert reread(project).state == "contract_submitted"
    assert (contract.round, contract.is_current, contract.total_amount) == (1, True, TOTAL)
    assert event.evidence == {"contract": contract.number, "digest": contract.document.sha256}
    assert contract.document.original_name == "contract.pdf"


def test_contract_without_voucher_clause_is_refused_with_clause_q6(people) -> None:
    project = make_project("awarded", people=people)

    with pytest.raises(Blocked) as refusal:
        submit(project, people, voucher_clause="  ")

    assert blocked_rules(refusal) == {"CON-1": "Q6"}
    assert left_behind(project) == (0, 0, 0, "awarded")


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"voucher_amount": FACE + 1}, {"CON-2"}),
        ({"voucher_amount": None}, {"CON-2"}),
        ({"voucher_number_stated": "CXQ-000000-000000-000000"}, {"CON-3"}),
        ({"signed_on": timezone.localdate() - timedelta(days=1)}, {"CON-4", "CON-12"}),
        ({"party_a": "北京别家科技有限公司"}, {"CON-5"}),
        ({"party_a_uscc": "91110108MA0000001D"}, {"CON-5"}),
        ({"party_b": "北京别家实验室"}, {"CON-5"}),
        ({"party_b_uscc": ""}, {"CON-5"}),
        ({"signed_on": timezone.localdate() + timedelta(days=1)}, {"CON-6"}),
    ],
)
def test_contract_against_a_rule_is_refused_and_leaves_nothing(people, changes, rules) -> None:
    project = make_project("awarded", people=people)

    with pytest.raises(Blocked) as refusal:
        submit(project, people, **changes)

    assert set(blocked_rules(refusal)) == rules
    assert left_behind(project) == (0, 0, 0, "awarded")


def test_voucher_below_face_amount_is_only_pointed_out(people) -> None:
    project = make_project("awarded", people=people)

    event = submit(project, people, voucher_amount=FACE - 1)

    assert {item["outcome"] for item in event.findings if item["rule"] == "CON-2"} == {"warn"}


@pytest.mark.parametrize("name", ["full_width", "host"])
def test_parties_are_known_in_full_width_and_by_the_host(people, name) -> None:
    project = make_project("awarded", people=people)
    laboratory = project.laboratory
    spelled = {
        "full_width": {
            "party_a": " ".join(project.applicant.name),
            "party_a_uscc": f" {project.applicant.uscc.lower()} ",
        },
        "host": {"party_b": laboratory.host_organisation},
    }

    submit(project, people, **spelled[name])

    assert reread(project).state == "contract_submitted"


def test_team_contract_is_signed_by_its_leader_without_a_code(db) -> None:
    people = cast(applicant=make_team())
    project = make_project("awarded", people=people, purchases=[])

    submit(project, people, party_a="赵强", party_a_uscc="")

    assert reread(project).state == "contract_submitted"


def test_clause_in_supplement_needs_the_supplement(people) -> None:
    project = make_project("awarded", people=people)

    with pytest.raises(Unfit) as refusal:
        submit(project, people, clause_in_supplement=True)
    assert list(refusal.value.fields) == ["supplement_number"]

    submit(project, people, clause_in_supplement=True, supplements=[supplement()])
    assert [row.number for row in Supplement.objects.filter(contract__project=project)] == ["B-1"]


def test_clause_in_supplement_is_refused_where_the_edition_says_so(people) -> None:
    project = make_project("awarded", people=people, parameters={"supplement_cures_missing_clause": False})

    with pytest.raises(Blocked) as refusal:
        submit(project, people, clause_in_supplement=True, supplements=[supplement()])

    assert blocked_rules(refusal) == {"CON-1": "Q6"}
    assert left_behind(project) == (0, 0, 0, "awarded")


def test_supplement_without_a_file_takes_the_contract_back_too(people) -> None:
    project = make_project("awarded", people=people)

    with pytest.raises(Unfit) as refusal:
        submit(project, people, supplements=[supplement(upload=False)])

    assert list(refusal.value.fields) == ["supplement_document"]
    assert left_behind(project) == (0, 0, 0, "awarded")


def test_contract_without_a_file_says_so_at_the_field(people) -> None:
    project = make_project("awarded", people=people)

    with pytest.raises(Unfit) as refusal:
        submit(project, people, upload=False)

    assert list(refusal.value.fields) == ["document"]


def test_file_that_is_no_document_is_refused(people) -> None:
    project = make_project("awarded", people=people)

    with pytest.raises(Unfit) as refusal:
        services.submit_contract(
            project,
            actor=people.applicant,
            data=contract_of(project),
            upload=SimpleUploadedFile("contract.pdf", b"<html>"),
        )

    assert list(refusal.value.fields) == ["document"]
    assert left_behind(project) == (0, 0, 0, "awarded")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": ""}, "number"),
        ({"total_amount": None}, "total_amount"),
        ({"own_payment": TOTAL + 1}, "__all__"),
        ({"total_amount": 0, "own_payment": 0}, "__all__"),
        ({"period_to": timezone.localdate() - timedelta(days=1)}, "__all__"),
    ],
)
def test_contract_that_does_not_fit_its_shape_names_the_field(people, changes, field) -> None:
    project = make_project("awarded", people=people)

    with pytest.raises(Unfit) as refusal:
        submit(project, people, **changes)

    assert list(refusal.value.fields) == [field]


def test_wrong_state_comes_before_permission_and_permission_before_rules(people) -> None:
    approved = make_project("approved", people=people)
    awarded = make_project("awarded", people=people, call=approved.call)

    with pytest.raises(WrongState):
        services.submit_contract(approved, actor=people.stranger, data=contract_of(awarded), upload=pdf())
    with pytest.raises(NotPermitted):
        submit(awarded, people, actor=people.stranger, voucher_clause="")


def test_kept_file_serves_the_next_attempt(people) -> None:
    project = make_project("awarded", people=people)
    kept = services.keep_upload(project, pdf("kept.pdf"), actor=people.applicant)

    submit(project, people, upload=False)

    assert Contract.objects.of(project).document == kept


def test_recalled_contract_is_handed_in_again_as_a_new_round(people) -> None:
    project = make_project("contract_submitted", people=people)

    services.recall_contract(project, actor=people.applicant)
    assert reread(project).state == "awarded"
    submit(
        reread(project),
        people,
        upload=False,
        total_amount=TOTAL + 5_000 * YUAN,
        own_payment=TOTAL + 5_000 * YUAN - FACE,
    )

    rounds = Contract.objects.for_project(project)
    assert [(row.round, row.is_current) for row in rounds] == [(2, True), (1, False)]
    assert rounds[0].document == rounds[1].document
