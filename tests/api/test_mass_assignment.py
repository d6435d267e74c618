"""Nothing but the documented fields can be written, and what is not known is refused aloud."""

from applications.models import Project
from tests.factories.cast import Cast
from tests.factories.projects import FACE, make_call, make_project

FORBIDDEN = {
    "state": "approved",
    "applicant": 1,
    "applicant_id": 1,
    "reference": "P-HACKED22",
    "award_amount": FACE,
    "award_amount_fen": FACE,
    "recommended_amount_fen": FACE,
    "edition": "other",
    "payee": "enterprise",
    "submitted_at": "2026-01-01T00:00:00Z",
    "applied_by": 1,
    "readers": [1],
    "total_amount": 1,
    "id": 1,
    "pk": 1,
}


def test_draft_takes_no_field_that_steps_write(people: Cast, as_) -> None:
    project = make_project("draft", people=people)
    before = Project.objects.filter(pk=project.pk).values().get()
    applicant, address = as_(people.applicant), f"projects/{project.reference}/"

    for name, value in FORBIDDEN.items():
        answer = applicant.patch(address, {"version": project.version, name: value})
        assert answer.status_code == 422
        assert set(answer.json()["errors"]) == {name}

    assert Project.objects.filter(pk=project.pk).values().get() == before


def test_new_draft_belongs_to_the_caller(people: Cast, as_) -> None:
    call, applicant = make_call(people=people), as_(people.applicant)

    for name in ("applicant", "state", "requested_amount_fen", "applied_by"):
        assert applicant.post("projects/", {"call": call.code, "title": "New", name: 1}).status_code == 422

    assert not Project.objects.exists()


def test_steps_take_no_amount_that_they_compute(people: Cast, as_) -> None:
    approved = make_project("approved", people=people)
    redeemed = make_project("redeemed", people=people)
    payment = {"batch": "1", "receipt_number": "R"}

    award = as_(people.officer).post(f"projects/{approved.reference}/award/", {"amount_fen": FACE * 2})
    pay = as_(people.finance).post(f"projects/{redeemed.reference}/pay/", payment | {"amount_fen": 1})

    for answer in (award, pay):
        assert answer.status_code == 422
        assert set(answer.json()["errors"]) == {"amount_fen"}


def test_contract_cannot_say_what_the_office_determined(people: Cast, as_) -> None:
    project = make_project("awarded", people=people)

    answer = as_(people.applicant).post(
        f"projects/{project.reference}/submit_contract/", {"determined_amount_fen": 1, "is_current": False}
    )

    assert answer.status_code == 422
    assert {"determined_amount_fen", "is_current"} <= set(answer.json()["errors"])


def test_opinion_cannot_be_given_for_somebody_else(people: Cast, as_) -> None:
    make_project("in_review", people=people)
    rows = as_(people.officer).get("assignments/").json()["results"]
    other = next(row for row in rows if row["expert"] == people.experts[1].user.name)

    answer = as_(people.acting(people.experts[0])).post(
        f"assignments/{other['number']}/declare/", {"conflict": False}
    )

    assert answer.status_code == 404
    assert (
        as_(people.officer).post(f"assignments/{other['number']}/declare/", {"conflict": False}).status_code
        == 403
    )
