"""Who may ask for what: 401 without a caller, 404 for what is not visible, 403 for what is not allowed."""

import pytest
from django.urls import get_resolver

from tests.api.conftest import Program
from tests.factories.cast import Cast
from tests.factories.projects import make_project

PUBLIC = {
    "calls",
    "laboratories",
    "laboratory",
    "notices",
    "notice_objections",
    "editions",
    "edition",
    "chapters",
    "chapter_schema",
    "chapter_evaluate",
    "schema",
    "service_institutions",
    "unknown",
}
UUID = "00000000-0000-4000-8000-000000000000"
VALUES = {
    "reference": "P-7K3MQ2X5",
    "number": "1",
    "uuid": UUID,
    "code": "none",
    "chapter": "counter",
    "anything": "nothing",
}


def addresses() -> dict[str, str]:
    """Every address of version 1 by its name."""
    resolver = get_resolver().namespace_dict["v1"][1]
    found = {}
    for pattern in resolver.url_patterns:
        route = str(pattern.pattern)
        for part in route.split("/"):
            if part.startswith("<"):
                name = part.strip("<>").partition(":")[2]
                route = route.replace(part, VALUES[name])
        found[pattern.name] = route
    return found


ADDRESSES = addresses()
PROTECTED = sorted(set(ADDRESSES) - PUBLIC)


@pytest.mark.parametrize("name", PROTECTED)
def test_visitor_is_asked_to_sign_in(visitor: Program, name: str) -> None:
    for method in ("get", "post"):
        answer = visitor.call(method, ADDRESSES[name])

        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == 'Bearer realm="api"'
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "name", ["calls", "laboratories", "notices", "editions", "chapters", "chapter_schema", "schema"]
)
def test_visitor_reads_what_is_public(visitor: Program, name: str) -> None:
    assert visitor.get(ADDRESSES[name]).status_code == 200


MATRIX = {
    # who           list of projects, budgets, events, experts, organisations, messages
    "applicant": (200, 403, 403, 403, 200, 200),
    "recommender": (200, 403, 403, 403, 200, 200),
    "laboratory": (200, 403, 403, 403, 200, 200),
    "service": (200, 403, 403, 403, 200, 200),
    "officer": (200, 200, 200, 200, 200, 200),
    "approver": (200, 200, 200, 200, 200, 200),
    "finance": (200, 200, 200, 200, 200, 200),
    "auditor": (200, 200, 200, 200, 200, 200),
    "stranger": (200, 403, 403, 403, 200, 200),
}
LISTS = ("projects/", "budgets/", "events/", "experts/", "organisations/", "messages/")


def test_lists_open_to_the_roles_of_the_matrix(people: Cast, as_) -> None:
    found = {}
    for name in MATRIX:
        program = as_(getattr(people, name))
        found[name] = tuple(program.get(path).status_code for path in LISTS)

    assert found == MATRIX


def test_project_is_there_for_those_who_may_see_it_only(people: Cast, as_) -> None:
    project = make_project("awarded", people=people)
    others = make_project("draft", people=people)
    visible = {
        "applicant",
        "recommender",
        "laboratory",
        "service",
        "officer",
        "approver",
        "finance",
        "auditor",
    }

    found = {
        name: as_(getattr(people, name)).get(f"projects/{project.reference}/").status_code for name in MATRIX
    }

    assert found == {name: 200 if name in visible else 404 for name in MATRIX}
    assert as_(people.officer).get(f"projects/{others.reference}/").status_code == 404
    expert = as_(people.acting(people.experts[0]))
    assert expert.get(f"projects/{project.reference}/").status_code == 404
    assert expert.get("projects/").json()["results"] == []


def test_stranger_learns_nothing_from_any_step(people: Cast, as_) -> None:
    project = make_project("awarded", people=people)
    stranger = as_(people.stranger)

    for name, address in ADDRESSES.items():
        if name.startswith("project_") and name != "project_invoice":
            path = address.replace(VALUES["reference"], project.reference)
            answer = stranger.post(path, {"kind": "nonsense"})
            assert answer.status_code in {404, 405}, (name, answer.status_code)


def test_step_of_somebody_else_is_403_and_changes_nothing(people: Cast, as_) -> None:
    project = make_project("approved", people=people)

    for name in ("applicant", "recommender", "laboratory", "finance", "auditor"):
        answer = as_(getattr(people, name)).post(f"projects/{project.reference}/award/")
        assert answer.status_code == 403, name
        assert answer.json()["type"] == "urn:voucher-portal:problem:not-permitted"

    assert as_(people.officer).get(f"projects/{project.reference}/").json()["state"] == "approved"


def test_outsiders_do_not_read_who_the_experts_are(people: Cast, as_) -> None:
    project = make_project("closed", people=people)
    names = [expert.user.name for expert in people.experts]

    for role in ("applicant", "laboratory", "recommender", "service"):
        program = as_(getattr(people, role))
        text = program.get(f"projects/{project.reference}/").content.decode()
        assert not any(name in text for name in names), role
        assert program.get("assignments/").json()["results"] == []
    rows = as_(people.officer).get("assignments/").json()["results"]
    assert sorted(row["expert"] for row in rows) == sorted(names)
    own = as_(people.acting(people.experts[0])).get("assignments/").json()["results"]
    assert [row["expert"] for row in own] == [None]


def test_office_figures_stay_in_the_office(people: Cast, as_) -> None:
    project = make_project("approved", people=people)

    assert as_(people.applicant).get(f"projects/{project.reference}/").json()["office"] is None
    office = as_(people.officer).get(f"projects/{project.reference}/").json()["office"]
    assert office["proposed_amount"]["fen"] == project.requested_amount


def test_document_opens_with_its_project_only(people: Cast, as_) -> None:
    project = make_project("contract_submitted", people=people)
    applicant = as_(people.applicant)
    [row] = applicant.get(f"projects/{project.reference}/documents/").json()

    answer = applicant.get(row["url"])
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert as_(people.stranger).get(row["url"]).status_code == 404


def test_messages_are_the_callers_own(people: Cast, as_) -> None:
    assert as_(people.stranger).post("messages/1/read/").status_code == 404
