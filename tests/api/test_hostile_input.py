"""No input breaks the API: every field of every input takes or refuses every kind of value."""

import pytest

from api.fields import Input
from api.v1.inputs.contract import ChangeDecision, ChangeInput
from api.v1.inputs.drafts import DocumentInput, DraftInput, PurchasesInput, StartInput
from api.v1.inputs.money import CreditNoteInput
from api.v1.inputs.needs import ChoiceInput, NeedChanges, NeedInput
from api.v1.inputs.review import (
    ConflictInput,
    InvitationRefusal,
    InvoiceInput,
    OpinionInput,
    PanelInput,
    ReplacementInput,
    ReportInput,
)
from api.v1.transitions import INSTITUTION, LABORATORY, NEED, PROJECT
from applications.models import Project
from institutions.models import RecommendingInstitution
from labs.models import Laboratory
from matching.models import Need
from policy.parameters import Parameters
from tests.api.conftest import Program
from tests.factories.cast import Cast
from tests.factories.policy import SEED, make_edition
from tests.factories.projects import make_project

OTHERS = [
    ChangeDecision, ChangeInput, ConflictInput, DocumentInput, DraftInput, InvitationRefusal, InvoiceInput,
    NeedChanges, NeedInput, OpinionInput, PanelInput, PurchasesInput, ReplacementInput, ReportInput, StartInput,
]  # fmt: skip
STEPS = [step.input for table in (PROJECT, LABORATORY, INSTITUTION, NEED) for step in table.values()]
INPUTS = sorted({*STEPS, *OTHERS}, key=lambda shape: shape.__name__)
VALUES = [
    None, True, False, 0, -1, 2**31, 2**63, 10**40, 1.5, "", " ", "x" * 100_000, "\x00", "\ud800", "' OR 1=1 --",
    "2026-02-30", "9999-99-99", "0000-00-00", "٣", "１", "NaN", "Infinity", [], {}, [[]], [None], [{}], {"a": 1},
    [{"name": {}, "reason": []}], {"id": 1}, list(range(300)), ["\x00"], [2**70],
]  # fmt: skip


def context_of(shape: type[Input]) -> dict:
    """What an input is read with."""
    subject = RecommendingInstitution() if shape.__name__.startswith("Institution") else Laboratory()
    if shape is ChoiceInput:
        subject = Need(pk=0)
    if shape is CreditNoteInput:
        subject = Project(pk=0)
    return {"subject": subject, "parameters": Parameters.from_json(SEED), "editable": frozenset({"title"})}


@pytest.mark.parametrize("shape", INPUTS, ids=lambda shape: shape.__name__)
def test_input_takes_or_refuses_every_value(db, shape: type[Input]) -> None:
    make_edition()
    for name in shape().fields:
        for value in VALUES:
            given = shape(data={**shape.example, name: value}, context=context_of(shape))
            if given.is_valid():
                given.arguments()
            else:
                assert given.errors


@pytest.mark.parametrize("name", ["submit_contract", "object", "request_redemption", "terminate", "close"])
def test_unreadable_forms_and_bodies_are_refused(people: Cast, as_, name: str) -> None:
    """Whatever the body, a step that is not possible stays 409, and nothing is a fault of the portal."""
    project = make_project("submitted", people=people)
    program = as_(people.officer)

    for kind in (
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/json; charset=x",
        "a/b",
        "",
    ):
        answer = program.client.generic(
            "POST",
            f"/api/v1/projects/{project.reference}/{name}/",
            b"\xff\x00",
            content_type=kind,
            headers=program.headers,
        )
        assert answer.status_code == 409


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/json; charset=nonsense", "a/b", ""]
)
def test_unreadable_body_of_a_possible_step(people: Cast, as_, kind: str) -> None:
    project = make_project("noticed", people=people)
    address = f"/api/v1/notices/{project.reference}/objections/"

    answer = Program().client.generic("POST", address, b"\xff\x00", content_type=kind)

    assert answer.status_code in {400, 415, 422}
