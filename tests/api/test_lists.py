"""Lists: scope, filters, keyset pages, and as many queries for fifty rows as for one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.services import start_project
from tests.api.conftest import Program
from tests.factories.cast import Cast
from tests.factories.labs import make_laboratory
from tests.factories.projects import make_call, make_project


def drafts(people: Cast, number: int) -> list[str]:
    """References of so many drafts, newest first."""
    call = make_call(people=people)
    rows = [start_project(actor=people.applicant, call=call, title=f"Draft {n}") for n in range(number)]
    return [row.reference for row in reversed(rows)]


def pages(program: Program, path: str) -> list[list[str]]:
    """The references of every page, followed to the last."""
    found = []
    while path:
        answer = program.get(path)
        assert answer.status_code == 200, answer.content
        body = answer.json()
        found.append([row["reference"] for row in body["results"]])
        path = (body["next"] or "").removeprefix("http://testserver")
    return found


def test_keyset_pages_hold_every_row_once(people: Cast, as_) -> None:
    references = drafts(people, 7)

    found = pages(as_(people.applicant), "projects/?limit=3")

    assert found == [references[:3], references[3:6], references[6:]]


def test_row_that_comes_meanwhile_shifts_no_page(people: Cast, as_) -> None:
    references = drafts(people, 4)
    applicant = as_(people.applicant)
    first = applicant.get("projects/?limit=2").json()
    drafts(people, 1)

    second = applicant.get(first["next"].removeprefix("http://testserver")).json()

    assert [row["reference"] for row in second["results"]] == references[2:]


def test_filters_stay_in_the_address_of_the_next_page(people: Cast, as_) -> None:
    drafts(people, 3)

    following = as_(people.applicant).get("projects/?state=draft&limit=2&q=Draft").json()["next"]

    assert all(part in following for part in ("state=draft", "limit=2", "q=Draft", "cursor="))


def test_projects_are_filtered(people: Cast, as_) -> None:
    draft = make_project("draft", people=people)
    awarded = make_project("awarded", people=people, title="Tensile test")
    applicant = as_(people.applicant)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    def found(query: str) -> list[str]:
        return [row["reference"] for row in applicant.get(f"projects/?{query}").json()["results"]]

    assert found("state=draft") == [draft.reference]
    assert found("state=draft&state=awarded") == [awarded.reference, draft.reference]
    assert found("q=tensile") == [awarded.reference]
    assert found(f"call={draft.call.code}") == [draft.reference]
    assert found(f"changed_since={tomorrow}T00:00:00Z") == []


def test_catalogue_is_paged_by_name_and_filtered(visitor: Program, people: Cast) -> None:
    service = people.open_laboratory.reported_by
    for name in ("北京材料实验室", "安徽实验室", "北京电子实验室"):
        make_laboratory(name=name, reported_by=service, field="biomedicine")
    make_laboratory(listed=False, name="未入库实验室", reported_by=service)
    query = "laboratories/?field=biomedicine&limit=2"

    names, path = [], query
    while path:
        body = visitor.get(path).json()
        names += [row["name"] for row in body["results"]]
        path = (body["next"] or "").removeprefix("http://testserver")

    assert names == ["安徽实验室", "北京材料实验室", "北京电子实验室"]
    assert visitor.get("laboratories/?q=没有").json()["results"] == []
    assert len(visitor.get("laboratories/?activity_type=testing").json()["results"]) == 4
    assert visitor.get("laboratories/?kind=nonsense").status_code == 422


def test_laboratory_shows_what_it_offers(visitor: Program, people: Cast) -> None:
    body = visitor.get(f"laboratories/{people.open_laboratory.reference}/").json()

    assert [row["number"] for row in body["instruments"]] == ["SEM-01"]
    assert body["services"][0]["unit_price"] == {"fen": 80_000, "yuan": "800.00"}
    assert body["available_steps"] == []
    hidden = make_laboratory(listed=False)
    assert visitor.get(f"laboratories/{hidden.reference}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_of_projects_asks_as_many_queries_for_any_number(
    people: Cast, as_, number: int, django_assert_num_queries
) -> None:
    drafts(people, number)
    applicant = as_(people.applicant)
    applicant.get("me/")

    with django_assert_num_queries(2):
        body = applicant.get("projects/").json()

    assert len(body["results"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_other_lists_ask_as_many_queries_for_any_number(
    people: Cast, as_, number: int, django_assert_num_queries
) -> None:
    for _number in range(number):
        make_project("in_review", people=people)
    auditor = as_(people.auditor)
    auditor.get("me/")
    expected = {
        "budgets/": 2,
        "events/": 2,
        "assignments/": 2,
        "experts/": 2,
        "organisations/": 2,
        "laboratories/": 3,
    }

    for path, queries in expected.items():
        with django_assert_num_queries(queries):
            assert auditor.get(path).status_code == 200


def test_dossier_asks_few_queries(people: Cast, as_, django_assert_max_num_queries) -> None:
    project = make_project("closed", people=people)
    applicant = as_(people.applicant)
    applicant.get("me/")

    with django_assert_max_num_queries(12):
        assert applicant.get(f"projects/{project.reference}/").status_code == 200
